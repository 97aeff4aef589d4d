/** Query parameters that say how a visitor came, not what the page is. */
const tracking = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|yclid|_hs\w+|ref_src)$/i;

/**
 * The address under which a page's tasks are found: without fragment and tracking parameters, so that the same page
 * reached another way is the same page.
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
  for (const name of [...url.searchParams.keys()]) if (tracking.test(name)) url.searchParams.delete(name);
  return url.href;
}
