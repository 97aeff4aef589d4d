/** A token's claims as a COGNITO_USER_POOLS authorizer passes them to a function: each one is a text. */
import type { JWTPayload } from 'jose';

/**
 * `{ exp: 1766003600, email_verified: true, 'cognito:groups': ['A', 'B'] }` becomes `{ exp: 'Wed Dec 17 20:33:20 UTC
 * 2025', email_verified: 'true', 'cognito:groups': 'A,B' }`.
 *
 * API Gateway documents the names of the claims, not their form; functions on AWS report this form. Structures such as
 * `address` come as a text, here as their JSON.
 */
export function claimTexts(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(name, value)]));
}

/** Claims with a date in words; `auth_time` is not one of them. */
const dates = new Set(['exp', 'iat', 'nbf']);

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number' && dates.has(name)) return dateInWords(value);
  if (Array.isArray(value)) return value.map((one) => textOf('', one)).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A date as Java prints it, `Thu Nov 20 22:53:27 UTC 2026`. @param time epoch seconds */
function dateInWords(time: number): string {
  const [day = '', date, month, year, clock] = new Date(time * 1000).toUTCString().split(' ');
  return `${day.slice(0, 3)} ${month} ${date} ${clock} UTC ${year}`;
}
