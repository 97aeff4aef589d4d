/** What the link of a confirmation mail carries, read from the page it opens: at the user's click, and from that page only. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { ConfirmLink } from '../../contract/operations.ts';
import { activeTab } from './page-card.ts';

const read = v.object({
  username: v.pipe(v.string(), v.minLength(1)),
  code: v.pipe(v.string(), v.regex(/^\d{6}$/)),
});

/**
 * @param endpoint ProfileAPI's, whose page it must be
 * @returns null where the active tab shows anything else
 */
export async function confirmLink(endpoint: string | undefined): Promise<ConfirmLink | null> {
  const { id, url } = await activeTab();
  if (id === undefined || !endpoint || url?.replace(/[?#].*$/, '') !== `${endpoint}/confirm`) return null;
  const [injected] = await browser.scripting.executeScript({
    target: { tabId: id },
    // Runs in the page, out of reach of the page's own scripts; it sees nothing from here.
    func: () => ({ ...document.querySelector<HTMLElement>('[data-countersign-confirm]')?.dataset }),
  });
  const parsed = v.safeParse(read, injected?.result);
  return parsed.success ? parsed.output : null;
}
