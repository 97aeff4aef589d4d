/** Names of query parameters that describe the visitor's way to the page, not the page. */
const tracking =
  /^((utm|mtm|gad)_\w+|(fb|g|d|y|ys|tt|tw)clid|msclkid|gclsrc|[gw]braid|mc_[ce]id|igsh(id)?|srsltid|li_fat_id|mkt_tok|_g[al]|_?_hs\w+|hsCtaTracking|vero_id|oly_\w+_id|ref_src|_openstat)$/i;

/**
 * The normalised address that a page's tasks are stored with. It has no fragment and no tracking parameters, so that
 * different links to a page give the same address. The rest of the query keeps its form and order.
 *
 * @returns the normalised address, or null if the page cannot have tasks (it is not a web page)
 */
export function pageAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  url.hash = '';
  url.username = '';
  url.password = '';
  url.search = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair && !tracking.test(pair.replace(/=.*/s, '')))
    .join('&');
  return url.href;
}
