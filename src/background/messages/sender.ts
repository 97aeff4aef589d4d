/** Identifies the caller by the browser's data about the sender, never by the message. */
import type { Tier } from '../../contract/operations.ts';

/** The members of `runtime.MessageSender` that are used. `origin` is missing in older browsers. */
export interface Sender {
  id?: string | undefined;
  url?: string | undefined;
  origin?: string | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
  tab?: { id?: number | undefined; title?: string | undefined; url?: string | undefined } | undefined;
}

export type Caller =
  /** `sub`: the account that the screen shows, if the request has it. */
  | { tier: Extract<Tier, 'own'>; sub?: string | undefined }
  | {
      tier: Extract<Tier, 'page'>;
      tabId: number;
      documentId?: string | undefined;
      address: string;
      title: string;
    };

/** Whether a page's content script may call us: on a granted site, or in the document and origin of the user's click. */
export type PageGrant = (tabId: number, origin: string, documentId?: string) => Promise<boolean>;

/**
 * @param self the extension's id and the origin of its pages
 * @returns the caller, or null if it may ask for nothing
 */
export async function identify(
  sender: Sender,
  self: { id: string; origin: string },
  granted: PageGrant,
): Promise<Caller | null> {
  if (sender.id !== self.id || !sender.url || !URL.canParse(sender.url)) return null;
  // The extension's pages have no frame id, or 0 in a tab; a deeper frame is embedded by somebody.
  if (sender.frameId !== undefined && sender.frameId !== 0) return null;
  const loaded = new URL(sender.url);
  const origin = originOf(loaded);
  const said = sender.origin ?? origin;
  if (said === origin && origin === self.origin) return { tier: 'own' };
  // A sandboxed document has the origin "null". It is the document of its address all the same.
  if (said !== origin && said !== 'null') return null;
  const { id: tabId, url, title = '' } = sender.tab ?? {};
  if (sender.frameId !== 0 || tabId === undefined || !/^https?:$/.test(loaded.protocol)) return null;
  const { documentId } = sender;
  if (!(await granted(tabId, origin, documentId))) return null;
  // A page may change its address without a load (`history.pushState`): the tab has the new one, `sender.url` has not.
  const now = url && URL.canParse(url) ? new URL(url) : loaded;
  const { href } = originOf(now) === said ? now : loaded;
  return { tier: 'page', tabId, documentId, address: href, title };
}

/** `URL.origin` is "null" for extension pages in some engines. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}
