/** Pushes changes to every open surface. No surface polls, and none reads storage. */
import browser from 'webextension-polyfill';
import { type PagePush, type Push, pushChannel } from '../../contract/push.ts';

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

/** Pushes to the content scripts. Changed tasks go to active tabs only; the others fetch them on focus. */
export async function pushToTabs(push: PagePush): Promise<void> {
  const tabs = await browser.tabs.query(push.kind === 'tasks' ? { active: true } : {});
  await Promise.all(tabs.map(({ id = -1 }) => pushToTab(id, push)));
}

export async function pushToTab(tabId: number, push: PagePush): Promise<void> {
  // Most tabs have no content script, which is not a failure.
  await browser.tabs.sendMessage(tabId, push, { frameId: 0 }).catch(() => undefined);
}
