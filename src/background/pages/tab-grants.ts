/** The tabs in which the user clicked: the content script there may speak for that origin until it is left. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { createMutex } from '../../core/mutex.ts';
import { uuid } from '../../domain/task.ts';
import { sessionItem } from '../storage/session-item.ts';

/** What was last done from a tab: the one thing that may be undone from there. */
const done = v.object({ kind: v.picklist(['create', 'complete']), taskId: uuid });
export type Done = v.InferOutput<typeof done>;

const tabs = v.record(v.string(), v.object({ origin: v.optional(v.string()), done: v.optional(done) }));
const stored = sessionItem('clickedTabs', tabs);

// Two changes at once would lose one of them.
const serial = createMutex();
const change = (edit: (known: v.InferOutput<typeof tabs>) => void): Promise<void> =>
  serial(async () => {
    const known = (await stored.get()) ?? {};
    edit(known);
    await stored.set(known);
  });

export const grantTab = (tabId: number, origin: string): Promise<void> =>
  change((known) => {
    known[tabId] = { origin };
  });

export const rememberDone = (tabId: number, what: Done): Promise<void> =>
  change((known) => {
    known[tabId] = { ...known[tabId], done: what };
  });

export async function doneFrom(tabId: number): Promise<Done | undefined> {
  return (await stored.get())?.[tabId]?.done;
}

export async function revokeTab(tabId: number): Promise<void> {
  if ((await stored.get())?.[tabId] === undefined) return;
  await change((known) => {
    delete known[tabId];
  });
}

export const revokeTabs = (): Promise<void> => serial(() => stored.remove());

/** A granted site, or the tab and origin of a click. */
export async function isGranted(tabId: number, origin: string): Promise<boolean> {
  if ((await stored.get())?.[tabId]?.origin === origin) return true;
  // A match pattern names no port: a granted host is granted on all of them.
  const { protocol, hostname } = new URL(origin);
  return browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
}
