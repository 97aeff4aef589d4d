/** The tabs on which the user asked for the card: the content script there may speak for that origin until it is left. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { createExclusive } from './exclusive.ts';
import { sessionItem } from './session-item.ts';

const stored = sessionItem('clickedTabs', v.record(v.string(), v.string()));

// Two changes at once would lose one of them.
const exclusive = createExclusive();
const change = (edit: (tabs: Record<string, string>) => void): Promise<void> =>
  exclusive(async () => {
    const tabs = (await stored.get()) ?? {};
    edit(tabs);
    await stored.set(tabs);
  });

export const rememberClick = (tabId: number, origin: string): Promise<void> =>
  change((tabs) => {
    tabs[tabId] = origin;
  });

export async function forgetTab(tabId: number): Promise<void> {
  if ((await stored.get())?.[tabId] === undefined) return;
  await change((tabs) => {
    delete tabs[tabId];
  });
}

export async function clickedTabs(): Promise<number[]> {
  return Object.keys((await stored.get()) ?? {}).map(Number);
}

/** A granted site, or the tab and origin of a click. */
export async function isGranted(tabId: number, origin: string): Promise<boolean> {
  if ((await stored.get())?.[tabId] === origin) return true;
  // A match pattern names no port: a granted host is granted on all of them.
  const { protocol, hostname } = new URL(origin);
  return browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}
