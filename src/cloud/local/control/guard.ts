/**
 * Protects the inbox and the control room. A caller needs the installation's token, and must not be a page of another
 * origin.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../server/http.ts';
import { headerValues, queryPairs, splitTarget } from '../sigv4/request.ts';

/** @param token the installation's */
export function isAdmitted(request: HttpRequest, token: string): boolean {
  return hasToken(request, token) && !isForeign(request);
}

/** The token is in `x-local-token`. For links and pages, it is in the address. */
function hasToken(request: HttpRequest, token: string): boolean {
  const inHeader = headerValues(request, 'x-local-token');
  const inAddress = queryPairs(splitTarget(request.target).query)
    .filter(([name]) => name === 'token' && request.method === 'GET')
    .map(([, value]) => value);
  const [given, ...more] = [...inHeader, ...inAddress];
  return given !== undefined && more.length === 0 && timingSafeEqual(digest(given), digest(token));
}

/**
 * A browser says where a request comes from; other programs do not. A link on another page may open the inbox as a page
 * of its own: the reader still needs the token, and the other page cannot read it.
 */
export function isForeign(request: HttpRequest): boolean {
  const [host] = headerValues(request, 'host');
  const origins = headerValues(request, 'origin');
  if (origins.some((origin) => origin !== `http://${host}`)) return true;
  const [site = 'none'] = headerValues(request, 'sec-fetch-site');
  if (site === 'none' || site === 'same-origin') return false;
  const [mode] = headerValues(request, 'sec-fetch-mode');
  const [destination] = headerValues(request, 'sec-fetch-dest');
  const opensPage = request.method === 'GET' && mode === 'navigate' && destination === 'document';
  return !(opensPage && splitTarget(request.target).path === '/_inbox');
}

const digest = (text: string) => createHash('sha256').update(text).digest();
