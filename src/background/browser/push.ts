/** Pushes changes to every open surface. No surface polls, and none reads storage. */
import browser, { type Tabs } from 'webextension-polyfill';
import { type PagePush, type Push, pushChannel } from '../../contract/push.ts';
import type { Task } from '../../domain/task.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { tasksOfPage } from '../pages/page-tasks.ts';

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

/** Pushes to the active tabs whose pages these tasks belong to; the other tabs fetch them on focus. */
export function pushToPages(tasks: readonly Task[]): void {
  const isTheirs = ({ url = '' }: Tabs.Tab) => tasksOfPage(tasks, url).length > 0;
  if (tasks.length > 0) fireAndForget(pushWhere({ active: true }, isTheirs, { kind: 'tasks' }));
}

/** Pushes to every page that may show something: its address is visible to us, or was until its site was revoked. */
export const pushToTabs = (push: PagePush): Promise<void> =>
  pushWhere({ discarded: false }, ({ url }) => url || push.kind === 'grants', push);

async function pushWhere(
  query: Tabs.QueryQueryInfoType,
  which: (tab: Tabs.Tab) => unknown,
  push: PagePush,
): Promise<void> {
  const tabs = await browser.tabs.query(query);
  await Promise.all(tabs.filter(which).map(({ id = -1 }) => pushToTab(id, push)));
}

export async function pushToTab(tabId: number, push: PagePush): Promise<void> {
  // Most tabs have no content script, which is not a failure.
  await browser.tabs.sendMessage(tabId, push, { frameId: 0 }).catch(() => undefined);
}
