/** Ways to the popup, for the background and for screens alike. */

const page = 'src/popup/index.html';

/** The part of the extension API that opens the popup. */
export interface PopupApi {
  action: { openPopup(): Promise<void> };
  tabs: { create(tab: { url: string }): Promise<unknown> };
  runtime: { getURL(path: string): string };
}

/** Opens the popup's page in a tab, where it stays open while its person is elsewhere. */
export const openPopupTab = ({ tabs, runtime }: PopupApi): Promise<unknown> =>
  tabs.create({ url: runtime.getURL(`${page}?tab`) });

/**
 * Opens the popup at the toolbar.
 * @param otherwise called where the browser does not let us: no window has the focus, or it wants the click on the toolbar
 */
export const openPopup = (
  api: PopupApi,
  otherwise: (api: PopupApi) => Promise<unknown> = openPopupTab,
): Promise<unknown> => api.action.openPopup().catch(() => otherwise(api));
