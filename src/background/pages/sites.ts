/** Sites that the person has granted, in the options or in the browser's own settings: every page there has a marker. */
import browser from 'webextension-polyfill';
import { pushRevoked } from '../browser/push.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { revokeTabs } from './tab-grants.ts';

export const web = ['http://*/*', 'https://*/*'];
const files = ['content/marker.js'];

/**
 * To be called once at each installation or update. The browsers run it where they are granted the site, nowhere else; in
 * pages that were open before it takes the place of one that is not answered any more.
 */
export async function registerMarker(): Promise<void> {
  await browser.scripting.unregisterContentScripts();
  await browser.scripting.registerContentScripts([{ id: 'marker', js: files, matches: web }]);
  await mark(web);
}

/** Pages that are open when their site is granted or revoked follow at once. */
export function listenForGrants(): void {
  browser.permissions.onAdded.addListener(({ origins }) => {
    if (origins?.length) fireAndForget(mark(origins));
  });
  browser.permissions.onRemoved.addListener(() => {
    // Cards of other sites go as well: a click brings one back.
    fireAndForget(revokeTabs().then(pushRevoked));
  });
}

async function mark(origins: string[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: origins, discarded: false });
  await Promise.allSettled(
    tabs.map(({ id = -1 }) => browser.scripting.executeScript({ target: { tabId: id }, files })),
  );
}
