/**
 * Sites as people write them, and the browser's match patterns for them.
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns
 */

/** A host, `*.example.org` for one and all below it, or `*` for every site. */
export type Site = string;
export const everySite: Site = '*';

const schemes = ['http', 'https'];
const allUrls = '<all_urls>';
const pattern = /^(?:\*|https?):\/\/([^/]+)\//;

/**
 * Parses a site that a person typed: a host, or any address on it.
 *
 * @returns null if the text names no site
 */
export function siteOf(typed: string): Site | null {
  const [, below = '', rest = ''] = /^(?:https?:\/\/)?(\*\.)?(.*)$/i.exec(typed.trim()) ?? [];
  const address = `http://${rest}`;
  // An address with a user name, or a search, names no site.
  if (/[\s@*]|^[^/[]*:(?!\d+(\/|$))/.test(rest) || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  // An IP address has no subdomains.
  if (below && /^[\d.]+$|^\[/.test(hostname)) return null;
  return hostname && below + hostname;
}

/** The match patterns to request. A pattern has no port: it covers all ports of a host. */
export const patternsOf = (site: Site): string[] => schemes.map((scheme) => `${scheme}://${site}/*`);

/** The granted sites in order, each with its patterns. "Every site" comes first, if it is granted. */
export function grantedSites(patterns: readonly string[]): Map<Site, string[]> {
  const sites = new Map<Site, string[]>();
  const named = patterns.map(
    (one) => [one === allUrls ? everySite : (pattern.exec(one)?.[1] ?? ''), one] as const,
  );
  for (const [site, one] of named.sort(([one], [other]) => one.localeCompare(other)))
    if (site) sites.set(site, [...(sites.get(site) ?? []), one]);
  return sites;
}
