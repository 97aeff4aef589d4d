/** Opens one surface of the extension from another. */
import browser from 'webextension-polyfill';
import * as popup from '../../contract/popup.ts';

const panelPage = 'src/sidepanel/index.html';

/** Whether this page is in the toolbar's popup, and not in a tab. */
export function inToolbarPopup(): boolean {
  return browser.extension.getViews({ type: 'popup' }).includes(window);
}

/** Opens the popup's page in a tab. A tab stays open while the person reads the mail. */
export async function openPopupInTab(): Promise<void> {
  await popup.openPopupTab(browser);
  if (inToolbarPopup()) window.close();
}

/** Opens a view of the options page. The view's name is the fragment of the address. */
export async function openOptions(view: 'account'): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`src/options/index.html#${view}`) });
  if (inToolbarPopup()) window.close();
}

/** Opens the popup at the toolbar, or in a tab if the browser refuses. */
export const openPopup = (): Promise<unknown> => popup.openPopup(browser, openPopupInTab);

/**
 * Opens the side panel, or the sidebar. Call it directly in a click handler, before any `await`: the browser requires
 * the user gesture.
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
