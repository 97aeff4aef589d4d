/** Reads the contents of a confirmation mail's link from the page that it opens: at the user's click, and from that page only. */
import { type ConfirmLink, confirmLink } from '../../contract/account-fields.ts';
import { parseOrNull } from '../../core/parse.ts';
import { lookAtPage } from './look-at-page.ts';
import { activeTab } from './page-card.ts';

/**
 * @param endpoint ProfileAPI's, whose page it must be
 * @returns null where the active tab shows anything else
 */
export async function readConfirmLink(endpoint: string | undefined): Promise<ConfirmLink | null> {
  const tab = await activeTab();
  if (!endpoint || tab.url?.replace(/[?#].*$/, '') !== `${endpoint}/confirm`) return null;
  const look = () => ({ ...document.querySelector<HTMLElement>('[data-countersign-confirm]')?.dataset });
  return parseOrNull(confirmLink, (await lookAtPage(tab, look, []))[0]);
}
