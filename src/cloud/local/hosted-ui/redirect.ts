import type { HttpAnswer } from '../server/http.ts';

/** An address with these parameters added; those that are null are left out. */
export function withParameters(base: string, parameters: Readonly<Record<string, string | null>>): string {
  const url = new URL(base);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.href;
}

/** 302, never kept by a cache, since codes are in such addresses. */
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
