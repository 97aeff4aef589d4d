/** The pages on which the user clicked: the content script there may speak for that document until it is left. */
import * as v from 'valibot';
import browser from 'webextension-polyfill';
import { CodedError } from '../../contract/errors.ts';
import { createMutex } from '../../core/mutex.ts';
import { createRateLimit } from '../messages/rate-limit.ts';
import { sessionItem } from '../storage/session-item.ts';

/** A document in a tab. Without its id, which not every browser tells, whatever the tab shows. */
export interface Page {
  tabId: number;
  documentId?: string | undefined;
}

/** What was last done from a page: the one thing that may be undone from there, once. */
export interface Done {
  kind: 'create' | 'complete' | 'undone';
  taskId: string;
  /** The task's version after it. Undone is only what nobody has changed since; without it, whatever it is now. */
  version?: number;
}

interface Tab {
  documentId?: string | undefined;
  /** Where the user clicked. */
  origin?: string | undefined;
  done?: Done;
}
const stored = sessionItem('clickedTabs', v.unknown());
// An update of the extension clears `storage.session`: all of it is from this version.
const knownTabs = async () => ((await stored.get()) ?? {}) as Record<string, Tab | undefined>;

// Two changes at once would lose one of them.
const serial = createMutex();
const change = (tabId: number, next: (before: Tab | undefined) => Tab | undefined): Promise<void> =>
  serial(async () => {
    const known = await knownTabs();
    // What is set to undefined is not stored.
    await stored.set({ ...known, [tabId]: next(known[tabId]) });
  });

/** What is known of a page; nothing where another document has taken its place in the tab. */
const ofPage = ({ documentId }: Page, known: Tab | undefined): Tab | undefined =>
  known?.documentId === documentId ? known : undefined;

export const grantTab = (page: Page, origin: string): Promise<void> =>
  change(page.tabId, () => ({ documentId: page.documentId, origin }));

export const rememberDone = (page: Page, what: Done): Promise<void> =>
  change(page.tabId, (before) => ({
    ...ofPage(page, before),
    documentId: page.documentId,
    done: what,
  }));

export async function doneFrom(page: Page): Promise<Done | undefined> {
  return ofPage(page, (await knownTabs())[page.tabId])?.done;
}

export async function revokeTab(tabId: number): Promise<void> {
  if ((await knownTabs())[tabId] === undefined) return;
  await change(tabId, () => undefined);
}

/** The documents that the user clicked on. A card may be shown there. */
export const clickedPages = async (): Promise<Page[]> =>
  Object.entries(await knownTabs()).flatMap(([tabId, known]) =>
    known?.origin ? { tabId: Number(tabId), documentId: known.documentId } : [],
  );

export const revokeTabs = (): Promise<void> => serial(() => stored.remove());

/** A page asks a few times when something changes, and again when somebody presses: sixty at once, then ten a second. */
const mayAsk = createRateLimit(60, 100, Date.now);

/**
 * Whether a page may ask: of a granted site, or of the document and origin of a click.
 * @throws CodedError `throttled` where its tab asks too often. Nothing is looked up then: it must not delay others
 */
export async function isGranted(tabId: number, origin: string, documentId?: string): Promise<boolean> {
  if (!mayAsk(tabId)) throw new CodedError('throttled');
  if (ofPage({ tabId, documentId }, (await knownTabs())[tabId])?.origin === origin) return true;
  return isGrantedSite(new URL(origin));
}

/** A match pattern names no port: a granted host is granted on all of them. */
export const isGrantedSite = ({ protocol, hostname }: URL): Promise<boolean> =>
  browser.permissions.contains({ origins: [`${protocol}//${hostname}/*`] });
