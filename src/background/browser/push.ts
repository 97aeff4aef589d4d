/** Tells every open surface what changed. Nobody polls, nobody reads storage. */
import browser from 'webextension-polyfill';
import { type PagePush, type Push, pushChannel } from '../../contract/push.ts';

/** Opened by the first push: a worker that starts answers first. */
let channel: BroadcastChannel | undefined;

/** To all of the extension's own pages. */
export function pushToScreens(push: Push): void {
  channel ??= new BroadcastChannel(pushChannel);
  channel.postMessage(push);
  // Firefox keeps its private windows out of the channel. Often nobody listens there: that is no failure of the push.
  if (browser.runtime.getURL('').startsWith('moz')) browser.runtime.sendMessage(push).catch(() => undefined);
}

/** To the content scripts. Of changed tasks those in front are told; the others ask when they are looked at again. */
export async function pushToTabs(push: PagePush): Promise<void> {
  const tabs = await browser.tabs.query(push.kind === 'tasks' ? { active: true } : {});
  await Promise.all(tabs.map(({ id = -1 }) => pushToTab(id, push)));
}

export async function pushToTab(tabId: number, push: PagePush): Promise<void> {
  // Most tabs have no content script: that is no failure of the push.
  await browser.tabs.sendMessage(tabId, push, { frameId: 0 }).catch(() => undefined);
}
