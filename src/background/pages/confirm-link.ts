/** Reads the contents of a confirmation mail's link from the page that it opens: at the user's click, and from that page only. */
import browser from 'webextension-polyfill';
import { type ConfirmLink, confirmLink } from '../../contract/account-fields.ts';
import { parseOrNull } from '../../core/parse.ts';
import { activeTab } from './page-card.ts';

/**
 * @param endpoint ProfileAPI's, whose page it must be
 * @returns null where the active tab shows anything else
 */
export async function readConfirmLink(endpoint: string | undefined): Promise<ConfirmLink | null> {
  const { id, url } = await activeTab();
  if (id === undefined || !endpoint || url?.replace(/[?#].*$/, '') !== `${endpoint}/confirm`) return null;
  const [injected] = await browser.scripting.executeScript({
    target: { tabId: id },
    // Runs in the page, out of reach of the page's own scripts; it sees nothing from here.
    func: () => ({ ...document.querySelector<HTMLElement>('[data-countersign-confirm]')?.dataset }),
  });
  return parseOrNull(confirmLink, injected?.result);
}
