/**
 * AWS Signature Version 4: the canonical request, the string to sign, and the signature.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHash, createHmac } from 'node:crypto';
import { headerValues, queryPairs, type RawRequest, splitTarget } from './request.ts';

export const algorithm = 'AWS4-HMAC-SHA256';

/** `DATE/REGION/SERVICE/aws4_request`. */
export interface CredentialScope {
  /** YYYYMMDD. */
  date: string;
  region: string;
  service: string;
}

/** The canonical form of a request. `X-Amz-Signature` in the query is the result, so it is left out. */
export function canonicalRequest(request: RawRequest, signedHeaders: readonly string[]): string {
  const { path, query } = splitTarget(request.target);
  const headers = signedHeaders.map((name) => `${name}:${headerValues(request, name).map(trim).join(',')}\n`);
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
}

/** The string to sign. @param date ISO 8601 basic, `YYYYMMDDTHHMMSSZ` */
export function stringToSign(canonical: string, date: string, scope: CredentialScope): string {
  const digest = createHash('sha256').update(canonical, 'latin1').digest('hex');
  return [algorithm, date, `${scope.date}/${scope.region}/${scope.service}/aws4_request`, digest].join('\n');
}

/** The signature, 32 bytes. */
export function sign(secretKey: string, scope: CredentialScope, text: string): Buffer {
  const steps = [scope.date, scope.region, scope.service, 'aws4_request', text];
  return steps.reduce<Buffer>(
    (key, step) => createHmac('sha256', key).update(step, 'latin1').digest(),
    Buffer.from(`AWS4${secretKey}`),
  );
}

/** The sent path with its dot segments resolved, encoded once more: an escape's `%` becomes `%25`. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const trailing = segments.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : '';
  return `/${segments.join('/')}${trailing}`;
}

function canonicalQuery(query: string | null): string {
  return queryPairs(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, b], [c, d]) => compare(a, c) || compare(b, d))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** RFC 3986: encodes all but the unreserved characters. One character of the text is one byte. */
const encode = (bytes: string) =>
  bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );

const trim = (value: string) => value.trim().replace(/\s+/g, ' ');
