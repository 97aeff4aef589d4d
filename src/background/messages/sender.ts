/** Who is asking: judged by what the browser says of the sender, never by what the message says. */
import type { Tier } from '../../contract/operations.ts';

/** What of `runtime.MessageSender` counts. `origin` is missing in older browsers. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined; title?: string | undefined } | undefined;
}

export type Caller =
  /** `sub`: of the account that the screen shows, where it says so. */
  | { tier: Extract<Tier, 'own'>; sub?: string | undefined }
  | { tier: Extract<Tier, 'page'>; tabId: number; address: string; title: string };

/** Whether a page may speak through its content script: a granted site, or the tab and origin of the user's click. */
export type PageGrant = (tabId: number, origin: string) => Promise<boolean>;

/**
 * @param self the extension's id and the origin of its pages
 * @returns the caller, or null for anybody who may ask nothing
 */
export async function identify(
  sender: Sender,
  self: { id: string; origin: string },
  granted: PageGrant,
): Promise<Caller | null> {
  if (sender.id !== self.id || !sender.url || !URL.canParse(sender.url)) return null;
  // Pages of the extension carry no frame id, or 0 in a tab; anything deeper is framed by somebody.
  if (sender.frameId !== undefined && sender.frameId !== 0) return null;
  const url = new URL(sender.url);
  const origin = originOf(url);
  if (sender.origin !== undefined && sender.origin !== origin) return null;
  if (origin === self.origin) return { tier: 'own' };
  const tabId = sender.tab?.id;
  if (sender.frameId !== 0 || tabId === undefined || !/^https?:$/.test(url.protocol)) return null;
  if (!(await granted(tabId, origin))) return null;
  return { tier: 'page', tabId, address: url.href, title: sender.tab?.title ?? '' };
}

/** `URL.origin` is "null" for extension pages in some engines. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}
