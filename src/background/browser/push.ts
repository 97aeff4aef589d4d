/** Pushes changes to every open surface. No surface polls, and none reads storage. */
import browser, { type Tabs } from 'webextension-polyfill';
import { type PagePush, type Push, pushChannel } from '../../contract/push.ts';
import type { PublicSession } from '../../contract/session.ts';
import type { Task } from '../../domain/task.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { tasksOfPage, webAddress } from '../pages/page-tasks.ts';
import { clickedPages, isGrantedSite, type Page } from '../pages/tab-grants.ts';

/** Opened by the first push: a starting worker answers first. */
let channel: BroadcastChannel | undefined;

/** Pushes to all of the extension's own pages. */
export function pushToScreens(push: Push): void {
  channel ??= new BroadcastChannel(pushChannel);
  channel.postMessage(push);
  // Firefox's private windows cannot receive the channel, so they get a message. Often nobody listens, which is not a
  // failure.
  if (browser.runtime.getURL('').startsWith('moz')) browser.runtime.sendMessage(push).catch(() => undefined);
}

/** Pushes to the pages in view that these tasks belong to; the other pages ask when somebody comes to them. */
export function pushToPages(tasks: readonly Task[]): void {
  const push = async () =>
    pushToShown(({ href }) => tasksOfPage(tasks, href).length > 0, await clickedPages());
  if (tasks.length > 0) fireAndForget(push());
}

/** Pushes that the account was entered or left: to each card, which clears at once. A marker in view asks again. */
export async function pushSession(session: PublicSession): Promise<void> {
  const cards = await clickedPages();
  await Promise.all([
    ...cards.map((page) => pushToPage(page, { kind: 'session', session })),
    pushToShown(() => true, []),
  ]);
}

/** Pushes that a site was revoked: to every tab, because the addresses of that site are no longer visible to us. */
export async function pushRevoked(): Promise<void> {
  const tabs = await browser.tabs.query({ discarded: false });
  await Promise.all(tabs.map(({ id = -1 }) => pushToPage({ tabId: id }, { kind: 'grants' })));
}

/**
 * Pushes to pages in view that their tasks may be others. A page that may not ask for them hears nothing.
 * @param clicked documents that may ask, beside the granted sites
 */
async function pushToShown(which: (url: URL) => boolean, clicked: readonly Page[]): Promise<void> {
  const tabs = await browser.tabs.query({ active: true });
  const push = async ({ id = -1, url: address }: Tabs.Tab) => {
    const url = webAddress(address);
    if (!url || !which(url)) return;
    const page = (await isGrantedSite(url)) ? { tabId: id } : clicked.find(({ tabId }) => tabId === id);
    if (page) await pushToPage(page, { kind: 'tasks' });
  };
  await Promise.all(tabs.map(push));
}

/** Without a document's id, to whatever the tab shows. */
export async function pushToPage({ tabId, documentId }: Page, push: PagePush): Promise<void> {
  const to = documentId === undefined ? { frameId: 0 } : { documentId };
  // Most tabs have no content script, which is not a failure.
  await browser.tabs.sendMessage(tabId, push, to).catch(() => undefined);
}
