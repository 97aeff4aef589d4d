import { createRequire } from 'node:module';
import { SignatureV4 } from '@aws-sdk/signature-v4';
import { HttpRequest } from '@smithy/protocol-http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServiceError } from '../../../../../src/cloud/local/server/service-error.ts';
import type { RawRequest } from '../../../../../src/cloud/local/sigv4/request.ts';
import { verify } from '../../../../../src/cloud/local/sigv4/verify.ts';
import { Hash } from './node-hash.ts';

/** AWS's own test suite, as an older release of the signer carried it. */
const suite = createRequire(import.meta.url)('@aws-sdk/signature-v4-vectors/dist-cjs/suite.fixture.js') as {
  region: string;
  service: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  signingDate: Date;
  requests: { name: string; request: Vector; authorization: string }[];
};
interface Vector {
  method: string;
  path: string;
  headers: Record<string, string>;
  query: Record<string, string | string[]>;
  body?: string;
}

const now = Date.parse('2026-11-20T12:00:00Z');
const expected = { region: 'us-east-1', service: 'execute-api' };
const host = 'api.example.com';
const keys = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'example', sessionToken: 'example//token==' };
const issued = { ...keys, expiresAt: (now + 3_600_000) as number | null };
const find = (accessKeyId: string) => (accessKeyId === keys.accessKeyId ? issued : undefined);
const signer = new SignatureV4({ ...expected, credentials: keys, sha256: Hash });

/** The target as a client puts it on the wire, in bytes. */
const wire = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

function raw(request: {
  method: string;
  path: string;
  query?: HttpRequest['query'];
  headers: Record<string, string>;
  body?: string;
}): RawRequest {
  const query = Object.entries(request.query ?? {})
    .flatMap(([name, value]) => [value ?? ''].flat().map((one) => `${encode(name)}=${encode(one)}`))
    .join('&');
  return {
    method: request.method,
    target: wire(request.path) + (query ? `?${query}` : ''),
    rawHeaders: Object.entries(request.headers).flat(),
    body: Buffer.from(request.body ?? ''),
  };
}

async function signed(given: Partial<Vector> = {}, at = now): Promise<RawRequest> {
  const request = new HttpRequest({
    method: 'GET',
    protocol: 'https:',
    hostname: host,
    path: '/prod/tasks',
    ...given,
    headers: { host, ...given.headers },
  });
  const { headers } = await signer.sign(request, { signingDate: new Date(at) });
  return raw({ ...given, method: request.method, path: request.path, query: request.query, headers });
}

const check = (request: RawRequest, at = now) => verify(request, expected, find, at);
function refusal(request: RawRequest, at = now): Pick<ServiceError, 'type' | 'message' | 'status'> {
  try {
    check(request, at);
  } catch (error) {
    const { type, message, status } = error as ServiceError; // anything else fails the expectations
    return { type, message, status };
  }
  throw new Error('It was accepted');
}
const without = (request: RawRequest, name: string): RawRequest => ({
  ...request,
  rawHeaders: request.rawHeaders.filter((_, i) => request.rawHeaders[i - (i % 2)]?.toLowerCase() !== name),
});
const withHeader = (request: RawRequest, name: string, value: string): RawRequest => ({
  ...request,
  rawHeaders: [...request.rawHeaders, name, value],
});

describe("AWS's test suite", () => {
  it.each(suite.requests.map((one) => [one.name, one] as const))(
    'accepts %s',
    (_, { request, authorization }) => {
      const vector = raw({ ...request, headers: { ...request.headers, authorization } });
      const sessionToken = request.headers['x-amz-security-token'] ?? null;
      const credentials = { ...suite.credentials, sessionToken, expiresAt: null };
      const { region, service, signingDate } = suite;
      expect(verify(vector, { region, service }, () => credentials, signingDate.getTime())).toBe(credentials);
      const tampered = { ...vector, method: 'PATCH' };
      expect(() => verify(tampered, { region, service }, () => credentials, signingDate.getTime())).toThrow();
    },
  );

  it('has 24 cases', () => expect(suite.requests).toHaveLength(24));
});

describe('a signed request', () => {
  const word = fc.string({ unit: 'grapheme', maxLength: 12 });
  const anything = fc.record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    path: fc
      .array(word.filter((one) => one !== '.' && one !== '..'))
      .map((words) => `/prod/${words.map(encode).join('/')}`),
    query: fc.dictionary(
      word.filter((one) => one !== '' && !/^x-amz-/i.test(one) && one !== '__proto__'),
      fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })),
    ),
    headers: fc.record({
      'content-type': fc.constantFrom('application/json', '  a   b '),
      'x-amz-note': fc.stringMatching(/^[\x21-\x7e]( {0,3}[\x21-\x7e]){0,20}$/),
    }),
    body: word,
  });

  it('is accepted as it is, and not with anything changed', async () => {
    await fc.assert(
      fc.asyncProperty(anything, async (given) => {
        const request = await signed(given);
        expect(check(request)).toBe(issued);
        expect(refusal({ ...request, body: Buffer.concat([request.body, Buffer.from('x')]) }).type).toBe(
          'InvalidSignatureException',
        );
        expect(
          refusal({ ...request, target: `${request.target}${request.target.includes('?') ? '&' : '?'}x=1` })
            .type,
        ).toBe('InvalidSignatureException');
        expect(refusal({ ...request, method: 'PATCH' }).type).toBe('InvalidSignatureException');
      }),
      { numRuns: process.env.LONG === '1' ? 2000 : 100 },
    );
  });

  it('may be signed in its address', async () => {
    const request = new HttpRequest({
      method: 'GET',
      hostname: host,
      path: '/prod/projects',
      query: { a: 'b c+d' },
      headers: { host },
    });
    const presigned = await signer.presign(request, { signingDate: new Date(now), expiresIn: 60 });
    const received = raw({ ...presigned, headers: presigned.headers });
    expect(check(received, now + 59_000)).toBe(issued);
    expect(refusal(received, now + 61_000).message).toMatch(/^Signature expired/);
    expect(refusal(withHeader(received, 'authorization', 'AWS4-HMAC-SHA256 …')).type).toBe(
      'IncompleteSignatureException',
    );
  });

  it('is good for five minutes, before and after', async () => {
    const request = await signed();
    expect(check(request, now + 5 * 60_000)).toBe(issued);
    expect(check(request, now - 5 * 60_000)).toBe(issued);
    expect(refusal(request, now + 5 * 60_000 + 1000)).toEqual({
      type: 'InvalidSignatureException',
      status: 403,
      message:
        'Signature expired: 20261120T120000Z is now earlier than 20261120T120001Z (20261120T120501Z - 5 min.)',
    });
    expect(refusal(request, now - 5 * 60_000 - 1000).message).toBe(
      'Signature not yet current: 20261120T120000Z is still later than 20261120T115959Z (20261120T115459Z + 5 min.)',
    );
  });

  it('must name its host and every x-amz- header', async () => {
    const request = await signed();
    expect(refusal(withHeader(request, 'X-Amz-Extra', '1')).message).toBe(
      "'x-amz-extra' must be a 'SignedHeader' in the AWS Authorization.",
    );
    const authorization = request.rawHeaders[request.rawHeaders.indexOf('authorization') + 1] ?? '';
    const hostless = withHeader(
      without(request, 'authorization'),
      'authorization',
      authorization.replace('host;', ''),
    );
    expect(refusal(hostless).message).toMatch(/^'Host' or ':authority' must be/);
  });

  it('is refused with anything but its signature, be it longer or in another case', async () => {
    const request = await signed();
    const authorization = request.rawHeaders[request.rawHeaders.indexOf('authorization') + 1] ?? '';
    for (const forged of [
      `${authorization}zz`,
      authorization.slice(0, -1),
      authorization.replace(/.{64}$/, ''),
    ]) {
      const forgery = withHeader(without(request, 'authorization'), 'authorization', forged);
      expect(refusal(forgery).status).toBe(403);
    }
  });

  it('must not carry a header twice that tells who or when', async () => {
    const request = await signed();
    for (const name of ['authorization', 'x-amz-date', 'x-amz-security-token', 'host']) {
      const value = request.rawHeaders[request.rawHeaders.indexOf(name) + 1] ?? '';
      expect(refusal(withHeader(request, name, value)).status).toBe(403);
    }
  });

  it('must be for this region and this service', async () => {
    for (const [other, text] of [
      [
        { ...expected, region: 'eu-west-1' },
        "Credential should be scoped to a valid region, not 'us-east-1'.",
      ],
      [{ ...expected, service: 's3' }, "Credential should be scoped to correct service: 's3'."],
    ] as const) {
      const request = await signed();
      expect(() => verify(request, other, find, now)).toThrow(text);
    }
  });

  it('needs the session token that belongs to the key', async () => {
    const request = await signed();
    const stranger = () => ({ ...issued, sessionToken: 'of somebody else' });
    for (const lookUp of [stranger, () => undefined]) {
      expect(() => verify(request, expected, lookUp, now)).toThrow(
        expect.objectContaining({ type: 'UnrecognizedClientException', status: 403 }),
      );
    }
  });

  it('is refused once its credentials have expired', async () => {
    const later = (issued.expiresAt ?? 0) + 1;
    expect(refusal(await signed({}, later), later)).toMatchObject({
      type: 'ExpiredTokenException',
      status: 403,
    });
  });
});

describe('a request that is not signed', () => {
  const bare = raw({ method: 'GET', path: '/', headers: { host } });

  it('has no authentication token', () => {
    expect(refusal(bare)).toEqual({
      type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
      status: 403,
    });
  });

  it.each([
    ['Bearer abc', /^Unsupported AWS 'algorithm'/],
    ['AWS4-HMAC-SHA256 abc', /missing equal-sign/],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/c/d/e',
      /requires 'Signature' parameter. Authorization header requires 'SignedHeaders'/,
    ],
    ['AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=00', /5 slash-delimited elements/],
  ])('in full is told what it lacks, without an echo: %s', (authorization, message) => {
    const request = withHeader(
      withHeader(bare, 'authorization', authorization),
      'x-amz-date',
      '20261120T120000Z',
    );
    const refused = refusal(request);
    expect(refused).toMatchObject({ type: 'IncompleteSignatureException', status: 403 });
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain('abc');
  });
});
