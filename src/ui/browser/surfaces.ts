/** Ways from one surface of the extension to another. */
import browser from 'webextension-polyfill';

const popupPage = 'src/popup/index.html';
const panelPage = 'src/sidepanel/index.html';

/** Whether this page is shown in the toolbar's popup, rather than in a tab. */
export function inToolbarPopup(): boolean {
  return browser.extension.getViews({ type: 'popup' }).includes(window);
}

/** Opens the popup's page in a tab, where it stays open while the mail is fetched. */
export async function openPopupInTab(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`${popupPage}?tab`) });
  if (inToolbarPopup()) window.close();
}

/** Opens a view of the options, by its name in the address. */
export async function openOptions(view: 'account'): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`src/options/index.html#${view}`) });
  if (inToolbarPopup()) window.close();
}

/** Opens the popup at the toolbar, or in a tab where the browser does not let us. */
export async function openPopup(): Promise<void> {
  try {
    await browser.action.openPopup();
  } catch {
    // No focused window, or a browser that wants the click on the toolbar itself.
    await openPopupInTab();
  }
}

/**
 * Opens the side panel, or the sidebar. To be called straight from a click, before any `await`: the browser asks
 * for the person's gesture.
 *
 * @param windowId the window to open it in, which has to be known beforehand
 */
export async function openPanel(windowId: number | undefined): Promise<void> {
  try {
    if ('sidePanel' in chrome && windowId !== undefined) await chrome.sidePanel.open({ windowId });
    else await browser.sidebarAction.open();
  } catch {
    await browser.tabs.create({ url: browser.runtime.getURL(panelPage) });
  }
  if (inToolbarPopup()) window.close();
}
