/** What is shown on a page, at the user's click and never before: the card, and what became of a capture. */
import browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';
import type { PagePush } from '../../contract/push.ts';
import { originOf } from '../../domain/page-address.ts';
import { webAddress } from './page-tasks.ts';
import { type Done, grantTab, rememberDone, revokeTab } from './tab-grants.ts';

/** A tab as far as the user's click let us see it. */
export interface ClickedTab {
  id?: number | undefined;
  url?: string | undefined;
  title?: string | undefined;
}

export async function activeTab(): Promise<ClickedTab> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab ?? {};
}

export const showCard = (tab: ClickedTab): Promise<void> => showOnPage(tab, { kind: 'card', show: true });

/**
 * @param done what may be undone from the page
 * @throws CodedError `pageUnsupported` where the browser lets no extension in, or the click granted nothing
 */
export async function showOnPage(tab: ClickedTab, push: PagePush, done?: Done): Promise<void> {
  const { tabId, url } = webPage(tab);
  try {
    const [injected] = await browser.scripting.executeScript({
      target: { tabId },
      files: ['content/card.js'],
    });
    // Both browsers tell it; the declared types do not.
    const { documentId } = injected as unknown as { documentId: string };
    // Another page may have come since the click. It must not hear what was captured.
    if (push.kind === 'captured' && (await browser.tabs.get(tabId)).url !== tab.url)
      throw new CodedError('pageUnsupported');
    const page = { tabId, documentId };
    await grantTab(page, originOf(url));
    if (done) await rememberDone(page, done);
    await browser.tabs.sendMessage(tabId, push, { documentId });
  } catch (error) {
    await revokeTab(tabId);
    throw new CodedError('pageUnsupported', undefined, { cause: error });
  }
}

/** The tab's id and address, when it shows a web page that we may see. */
export function webPage(tab: ClickedTab): { tabId: number; url: URL } {
  const url = webAddress(tab.url);
  if (tab.id === undefined || !url) throw new CodedError('pageUnsupported');
  return { tabId: tab.id, url };
}
