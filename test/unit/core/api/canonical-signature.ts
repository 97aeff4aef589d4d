/** Signature Version 4 written from AWS's description alone, to be compared with. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { createHash, createHmac } from 'node:crypto';

interface Signed {
  method: string;
  /** As it is sent. */
  url: string;
  /** As they are sent, `host` included. */
  headers: Record<string, string>;
  body: Uint8Array;
}

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
const encode = (text: string) =>
  Array.from(new TextEncoder().encode(text), (byte) => {
    const char = String.fromCharCode(byte);
    return /[A-Za-z0-9_.~-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');

/** The signature that AWS would compute for a request as it is on the wire. */
export function signatureOf(
  { method, url, headers, body }: Signed,
  { secretAccessKey, region, service }: { secretAccessKey: string; region: string; service: string },
): string {
  const [, path = '/', query = ''] = /^https?:\/\/[^/?]*([^?]*)\??(.*)$/.exec(url) ?? [];
  const canonicalPath = path.replace(/\/+/g, '/').split('/').map(encode).join('/');
  const canonicalQuery = query
    .split('&')
    .filter(Boolean)
    .map((pair) => pair.split('=').map((part) => encode(decodeURIComponent(part))))
    .map(([name = '', value = '']) => [name, value] as const)
    .sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const names = Object.keys(headers).sort();
  const canonical = [
    method,
    canonicalPath,
    canonicalQuery,
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, ' ')}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const date = headers['x-amz-date'] ?? '';
  const scope = [date.slice(0, 8), region, service, 'aws4_request'];
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
