/** Names of query parameters that describe the visitor's way to the page, not the page. */
const tracking =
  /^((utm|mtm|gad)_\w+|(fb|g|d|y|ys|tt|tw)clid|msclkid|gclsrc|[gw]braid|mc_[ce]id|igsh(id)?|srsltid|li_fat_id|mkt_tok|_g[al]|_?_hs\w+|hsCtaTracking|vero_id|oly_\w+_id|ref_src|_openstat)$/i;

/** Parameters of a sign-in's answer: they are not kept. */
const secret = /(^#|[?&])((access|id|refresh)_token|code)=/;

/**
 * The address that leads back to a page. It keeps the fragment; it has no user name, password or tracking parameters.
 *
 * @returns null if it is not a web page
 */
export function linkAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) return null;
  url.username = '';
  url.password = '';
  url.search = untracked(url.search);
  const fragment = untracked(url.hash);
  url.hash = /[^#]/.test(fragment) && !secret.test(fragment) ? fragment : '';
  return url.href;
}

/**
 * The normalised address that finds a page's tasks. It has no tracking parameters, and a fragment only if that is a route
 * (`#/…`, `#!…`), so that different links to a page give the same address. The rest of the query keeps its form and order.
 *
 * @returns the normalised address, or null if the page cannot have tasks (it is not a web page)
 */
export function pageAddress(address: string): string | null {
  return linkAddress(address)?.replace(/#(?![!/]\/?[^/]).*/s, '') ?? null;
}

/** A query, or a fragment that has one, without its tracking parameters. */
function untracked(part: string): string {
  const [path = '', ...query] = part.split('?');
  const kept = query
    .join('?')
    .split('&')
    .filter((pair) => pair && !tracking.test(pair.replace(/=.*/s, '')))
    .join('&');
  return path + (kept && `?${kept}`);
}

/** The origin of an address. In some engines `URL.origin` is "null" for extension pages. */
export function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}
