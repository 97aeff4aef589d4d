/** Signs requests with AWS Signature Version 4. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
import { SignatureV4 } from '@aws-sdk/signature-v4';
import { HttpRequest } from '@smithy/protocol-http';
import { CodedError } from '../../contract/errors.ts';
import { Sha256 } from './sha256.ts';

export interface SigningCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** Temporary credentials have one. */
  sessionToken?: string;
}

export interface ApiRequest {
  method: string;
  /** Absolute. Its path is sent as it is; its query is written anew, a `+` in it meaning a space as in forms. */
  url: string;
  headers?: Record<string, string>;
  /** The very bytes that are sent. */
  body?: Uint8Array<ArrayBuffer>;
}

export interface SigningScope {
  region: string;
  /** `execute-api` for API Gateway, whatever host name the API goes by. */
  service: string;
  signingDate: Date;
}

/**
 * The request with the headers that prove who sends it, ready for `fetch`. What is signed is what is returned: the URL
 * is the one to be used, and `host` is signed but left to `fetch`, which sets it.
 *
 * @throws CodedError `invalidInput` for a GET or HEAD with a body: `fetch` would not send one, so no signature could match
 */
export async function signRequest(
  { method, url, headers = {}, body }: ApiRequest,
  credentials: SigningCredentials,
  { region, service, signingDate }: SigningScope,
): Promise<ApiRequest & { headers: Record<string, string> }> {
  if (body && (method === 'GET' || method === 'HEAD'))
    throw new CodedError('invalidInput', { field: 'body' });
  const address = new URL(url);
  const query = [...address.searchParams];
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const request = new HttpRequest({
    method,
    protocol: address.protocol,
    hostname: address.hostname,
    path: address.pathname,
    query: valuesByName(query),
    headers: { ...lowerCased(headers), host: address.host },
    body,
  });
  const signed = await signer.sign(request, { signingDate });
  const { host: _, ...sent } = signed.headers;
  return {
    method,
    url: address.origin + address.pathname + queryString(query),
    headers: sent,
    ...(body && { body }),
  };
}

/** Percent-encodes all but RFC 3986's unreserved characters, as the signature's canonical form does. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function queryString(query: readonly [string, string][]): string {
  const pairs = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function valuesByName(query: readonly [string, string][]): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries(values);
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
