/**
 * Sites as people name them, and the match patterns by which the browser keeps their grants.
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Match_patterns
 */

/** A host, `*.example.org` for one and all below it, or `*` for every site. */
export type Site = string;
export const everySite: Site = '*';

const schemes = ['http', 'https'];
const allUrls = '<all_urls>';
const pattern = /^(?:\*|https?):\/\/([^/]+)\//;

/**
 * The site that a person typed: a host, or any address on it.
 *
 * @returns null for what is none
 */
export function siteOf(typed: string): Site | null {
  const [, below = '', rest = ''] = /^(?:https?:\/\/)?(\*\.)?(.*)$/i.exec(typed.trim()) ?? [];
  const address = `http://${rest}`;
  // What the address bar would take for a user name or a search names no site.
  if (/[\s@*]|^[^/[]*:(?!\d+(\/|$))/.test(rest) || !URL.canParse(address)) return null;
  const { hostname } = new URL(address);
  // IP addresses have nothing below them.
  if (below && /^[\d.]+$|^\[/.test(hostname)) return null;
  return hostname && below + hostname;
}

/** The patterns to ask the browser for. A pattern names no port: all ports of a host are granted together. */
export const patternsOf = (site: Site): string[] => schemes.map((scheme) => `${scheme}://${site}/*`);

/** The sites that are granted, in order, each with its patterns: every site first, where that is granted. */
export function grantedSites(patterns: readonly string[]): Map<Site, string[]> {
  const sites = new Map<Site, string[]>();
  const named = patterns.map(
    (one) => [one === allUrls ? everySite : (pattern.exec(one)?.[1] ?? ''), one] as const,
  );
  for (const [site, one] of named.sort(([one], [other]) => one.localeCompare(other)))
    if (site) sites.set(site, [...(sites.get(site) ?? []), one]);
  return sites;
}
