/** Verifies that a request is signed by the named key, recently, and unchanged. */
import { timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../server/service-error.ts';
import { type Authorization, readAuthorization } from './authorization.ts';
import { canonicalRequest, sign, stringToSign } from './canonical-request.ts';
import { headerValues, type RawRequest } from './request.ts';

/** Credentials as they were issued. */
export interface SigningCredentials {
  secretAccessKey: string;
  /** Null for keys without one. */
  sessionToken: string | null;
  /** Epoch ms; null for keys that do not expire. */
  expiresAt: number | null;
}

const skewMs = 5 * 60_000;

const invalid = (message: string) => new ServiceError('InvalidSignatureException', message, 403);

/**
 * @param expected region and service that the credential scope must name
 * @param find credentials by access key id
 * @param now epoch ms
 * @returns the signer's credentials
 * @throws ServiceError, status 403, with the types and texts of API Gateway
 */
export function verify<C extends SigningCredentials>(
  request: RawRequest,
  expected: { region: string; service: string },
  find: (accessKeyId: string) => C | undefined,
  now: number,
): C {
  const authorization = readAuthorization(request);
  requireScope(authorization, expected);
  requireSignedHeaders(request, authorization);
  requireFresh(authorization, now);

  const credentials = find(authorization.accessKeyId);
  if (!credentials || credentials.sessionToken !== authorization.sessionToken) {
    throw new ServiceError(
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
      403,
    );
  }
  const scope = { date: authorization.scope[0], ...expected };
  const canonical = canonicalRequest(request, authorization.signedHeaders);
  const signature = sign(
    credentials.secretAccessKey,
    scope,
    stringToSign(canonical, authorization.date, scope),
  );
  if (!isSame(authorization.signature, signature)) {
    // AWS adds the canonical string. It contains the session token, so our answer leaves it out.
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  if (credentials.expiresAt !== null && credentials.expiresAt <= now) {
    throw new ServiceError(
      'ExpiredTokenException',
      'The security token included in the request is expired',
      403,
    );
  }
  return credentials;
}

/** @param given hex, of any length and content */
function isSame(given: string, expected: Buffer): boolean {
  return /^[0-9a-f]{64}$/.test(given) && timingSafeEqual(Buffer.from(given, 'hex'), expected);
}

function requireScope({ scope, date }: Authorization, expected: { region: string; service: string }): void {
  const [scopeDate, region, service, terminator] = scope;
  const faults: string[] = [];
  if (terminator !== 'aws4_request') {
    faults.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`);
  }
  if (region !== expected.region) {
    faults.push(`Credential should be scoped to a valid region, not '${region}'.`);
  }
  if (service !== expected.service) {
    faults.push(`Credential should be scoped to correct service: '${expected.service}'.`);
  }
  if (scopeDate !== date.slice(0, 8)) {
    faults.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scopeDate}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  if (faults.length > 0) throw invalid(faults.join(' '));
}

/** The host and all of AWS's own headers must be signed, and every header that is listed as signed must be present. */
function requireSignedHeaders(request: RawRequest, { signedHeaders, expiresAfter }: Authorization): void {
  const sorted = [...new Set(signedHeaders.map((name) => name.toLowerCase()))].sort();
  if (sorted.join(';') !== signedHeaders.join(';')) {
    throw invalid("'SignedHeaders' must be lower case, sorted and without repetition.");
  }
  if (!signedHeaders.includes('host')) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const name of signedHeaders) {
    const values = headerValues(request, name);
    if (values.length === 0) throw invalid(`Signed header '${name}' is not part of the request.`);
    if (name === 'host' && values.length > 1) throw invalid("Header 'host' must not be repeated.");
  }
  const present = request.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
  const unsigned = present.find((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned) throw invalid(`'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  const dated = present.includes('x-amz-date') || signedHeaders.includes('date') || expiresAfter !== null;
  if (!dated) throw invalid("'Date' must be a 'SignedHeader' in the AWS Authorization.");
}

function requireFresh({ date, expiresAfter }: Authorization, now: number): void {
  const signedAt = parseBasicDate(date);
  if (signedAt === null) throw invalid(`Date must be in ISO-8601 'basic format'. Got '${date}'.`);
  const latest = expiresAfter === null ? now - skewMs : now - expiresAfter * 1000;
  if (signedAt < latest) {
    const why = expiresAfter === null ? `${basic(now)} - 5 min.` : `${basic(now)} - ${expiresAfter} s`;
    throw invalid(`Signature expired: ${date} is now earlier than ${basic(latest)} (${why})`);
  }
  if (signedAt > now + skewMs) {
    throw invalid(
      `Signature not yet current: ${date} is still later than ${basic(now + skewMs)} (${basic(now)} + 5 min.)`,
    );
  }
}

const basic = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');

function parseBasicDate(date: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!parts) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time) ? null : time;
}
