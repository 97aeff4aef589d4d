/** The card with a page's tasks: put onto a page at the user's click, never before. */
import browser from 'webextension-polyfill';
import { CodedError } from '../contract/errors.ts';
import type { PagePush } from '../contract/push.ts';
import { forgetTab, rememberClick } from './clicked-tabs.ts';
import { originOf } from './sender.ts';

const show: PagePush = { kind: 'card', show: true };

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

/** @throws CodedError `pageUnsupported` where the browser lets no extension in, or the click granted nothing */
export async function showCard(tab: ClickedTab): Promise<void> {
  const { tabId, url } = webPage(tab);
  await rememberClick(tabId, originOf(url));
  try {
    await browser.scripting.executeScript({ target: { tabId }, files: ['content/card.js'] });
    await browser.tabs.sendMessage(tabId, show, { frameId: 0 });
  } catch (error) {
    await forgetTab(tabId);
    throw new CodedError('pageUnsupported', undefined, { cause: error });
  }
}

/** The tab's id and address, when it shows a web page that we may see. */
export function webPage(tab: ClickedTab): { tabId: number; url: URL } {
  const url = tab.url && URL.canParse(tab.url) ? new URL(tab.url) : null;
  if (tab.id === undefined || !url || !/^https?:$/.test(url.protocol))
    throw new CodedError('pageUnsupported');
  return { tabId: tab.id, url };
}
