import type { HttpAnswer } from '../server/http.ts';

/** Adds parameters to an address; null values are left out. */
export function withParameters(base: string, parameters: Readonly<Record<string, string | null>>): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.href;
}

/** A redirect with status 302. It is never cached, since such addresses contain codes. */
export const redirect = (location: string, cookies: string[] = []): HttpAnswer => ({
  status: 302,
  headers: {
    location,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
  },
  body: '',
});
