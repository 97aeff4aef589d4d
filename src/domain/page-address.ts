/** Names of query parameters that say how a visitor came, not what the page is. */
const tracking =
  /^((utm|mtm|gad)_\w+|(fb|g|d|y|ys|tt|tw)clid|msclkid|gclsrc|[gw]braid|mc_[ce]id|igsh(id)?|srsltid|li_fat_id|mkt_tok|_g[al]|_?_hs\w+|hsCtaTracking|vero_id|oly_\w+_id|ref_src|_openstat)$/i;

/**
 * The address under which a page's tasks are found: without fragment and tracking parameters, so that the same page
 * reached another way is the same page. What is left of the query stays as it is written, in its order.
 *
 * @returns the normalised address, or null when tasks can't belong to it (no web page)
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
