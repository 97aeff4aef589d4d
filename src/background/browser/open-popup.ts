import browser from 'webextension-polyfill';

/** Opens the popup at the toolbar, or in a tab where the browser does not let us. */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    // No focused window, or a browser that wants the click on the toolbar itself.
    await browser.tabs.create({ url: browser.runtime.getURL('src/popup/index.html?tab') });
  }
}
