import browser from 'webextension-polyfill';

/** Opens the popup at the toolbar, or in a tab if the browser refuses. */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    // There is no focused window, or this browser wants a click on the toolbar button.
    await browser.tabs.create({ url: browser.runtime.getURL('src/popup/index.html?tab') });
  }
}
