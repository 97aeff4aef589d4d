/** Signs requests with AWS Signature Version 4. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { CodedError } from '../../contract/errors.ts';
import { type SigningCredentials, signingKey } from './signing-key.ts';

export interface ApiRequest {
  method: string;
  /** Absolute. Its path is sent unchanged. Its query is encoded again; a `+` in it means a space, as in forms. */
  url: string;
  /** All of them are signed. */
  headers?: Record<string, string>;
  /** The exact bytes that are sent. */
  body?: Uint8Array<ArrayBuffer>;
}

export interface SigningScope {
  region: string;
  /** `execute-api` for API Gateway, whatever host name the API goes by. */
  service: string;
  signingDate: Date;
}

/**
 * Signs a request. The result goes to `fetch` as it is: the URL is the signed one, and `host` is signed but left to
 * `fetch`, which sets it.
 *
 * The SDK derives the key. The rest of its signer copies the request, cleans its headers several times and looks up its
 * key by a digest of the credentials. That costs several times as much as the hashes, so it is done here.
 *
 * @throws CodedError `invalidInput` for a GET or HEAD with a body: `fetch` would not send one, so no signature could
 * match
 */
export async function signRequest(
  { method, url, headers = {}, body }: ApiRequest,
  credentials: SigningCredentials,
  { region, service, signingDate }: SigningScope,
): Promise<ApiRequest & { headers: Record<string, string> }> {
  if (body && (method === 'GET' || method === 'HEAD'))
    throw new CodedError('invalidInput', { field: 'body' });
  const { origin, host, pathname, search, searchParams } = new URL(url);
  const query = search && [...searchParams].map((pair) => pair.map(percentEncode) as [string, string]); // a pair stays one
  const date = signingDate.toISOString().replace(/[-:]|\.\d+/g, '');
  const bodyHash = body ? await sha256(body) : hashOfNothing;
  const sent: Record<string, string> = {};
  for (const name in headers) sent[name.toLowerCase()] = headers[name]?.trim().replace(/\s+/g, ' ') ?? '';
  sent['x-amz-date'] = date;
  if (credentials.sessionToken) sent['x-amz-security-token'] = credentials.sessionToken;
  sent['x-amz-content-sha256'] = bodyHash;

  const signed: Record<string, string> = { ...sent, host };
  const names = Object.keys(signed).sort();
  const canonicalRequest = `${method}
${canonicalPath(pathname)}
${query && joined([...query].sort(inOrder))}
${names.map((name) => `${name}:${signed[name]}`).join('\n')}

${names.join(';')}
${bodyHash}`;
  const day = date.slice(0, 8);
  const scope = `${day}/${region}/${service}/aws4_request`;
  const toSign = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${await sha256(toBytes(canonicalRequest))}`;
  const key = await signingKey(credentials, day, region, service);
  const signature = toHex(await crypto.subtle.sign('HMAC', key, toBytes(toSign)));
  sent.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return {
    method,
    url: `${origin}${pathname}${query && `?${joined(query)}`}`,
    headers: sent,
    ...(body && { body }),
  };
}

/** Made with the first signature, like the table below. */
let encoder: TextEncoder | undefined;
function toBytes(text: string) {
  encoder ??= new TextEncoder();
  return encoder.encode(text);
}
const hashOfNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
/** Made with the first signature: most wake-ups need none. */
let hexOfByte: string[] | undefined;

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', bytes));
}

function toHex(bytes: ArrayBuffer): string {
  hexOfByte ??= Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
  let hex = '';
  for (const byte of new Uint8Array(bytes)) hex += hexOfByte[byte];
  return hex;
}

/** The path is encoded a second time, without empty segments. Every service but S3 wants this. */
const canonicalPath = (path: string) =>
  /^(\/[\w.~-]+)+$/.test(path) ? path : path.replace(/\/+/g, '/').split('/').map(percentEncode).join('/');

/** Sorts by name, then by value, as they are encoded. */
const inOrder = ([a, x]: [string, string], [b, y]: [string, string]) =>
  a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0;

const joined = (query: readonly [string, string][]) =>
  query.map(([name, value]) => `${name}=${value}`).join('&');

/** Percent-encodes all characters but RFC 3986's unreserved ones, as the signature's canonical form requires. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
