/** Tells every open surface what changed. Nobody polls, nobody reads storage. */
import browser from 'webextension-polyfill';
import { type PagePush, type Push, pushChannel } from '../contract/push.ts';

const channel = new BroadcastChannel(pushChannel);

/** To all of the extension's own pages. */
export function pushToScreens(push: Push): void {
  channel.postMessage(push);
}

/** To the content scripts in these tabs. */
export async function pushToTabs(tabIds: readonly number[], push: PagePush): Promise<void> {
  // A tab that was closed or left has no content script any more: that is no failure of the push.
  await Promise.allSettled(tabIds.map((id) => browser.tabs.sendMessage(id, push, { frameId: 0 })));
}
