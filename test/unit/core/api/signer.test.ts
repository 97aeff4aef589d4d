import { randomBytes } from 'node:crypto';
import { Sha256 as SdksSha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@aws-sdk/signature-v4';
import * as vectors from '@aws-sdk/signature-v4-vectors/dist-cjs/suite.fixture.js';
import { HttpRequest } from '@smithy/protocol-http';
import aws4 from 'aws4';
import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { percentEncode, signRequest } from '../../../../src/core/api/signer.ts';
import { clearSigningKeys } from '../../../../src/core/api/signing-key.ts';
import { signatureOf } from './canonical-signature.ts';

const long = process.env.LONG === '1';
const region = 'eu-west-1';
const service = 'execute-api';
const signingDate = new Date('2026-11-20T12:34:56Z');
const credentials = {
  accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
  secretAccessKey: randomBytes(30).toString('base64'),
  sessionToken: randomBytes(300).toString('base64'),
};

const text = fc.string({ unit: 'binary', maxLength: 12 });
const awkward = fc.constantFrom("!'()*", 'a b+c', '100%', '%20', 'ü€😀', '&=?#', '~-_.', '/', ';:@,$');
const part = fc.oneof(text, awkward);
const segment = part.filter((value) => value !== '.' && value !== '..').map(percentEncode);
const path = fc.array(segment, { maxLength: 4 }).map((segments) => `/prod/${segments.join('/')}`);
/** Object keys: the ones that JavaScript treats specially are no names of parameters. */
const name = part.filter((value) => value !== '' && !(value in Object.prototype));
const query = fc.array(fc.tuple(name, part), { maxLength: 4 });
const body = fc.uint8Array({ maxLength: 40 });

function urlOf(path: string, query: [string, string][]): string {
  const pairs = query.map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`);
  return `https://api.example.com${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

const megabyte = randomBytes(1 << 20);

/** The SDK's signer as it comes, over its own hash. @param one as it is sent */
async function bySdk({
  method,
  url,
  headers,
  body,
}: {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
}) {
  const { protocol, hostname, host, pathname, searchParams } = new URL(url);
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)]),
  );
  const { authorization: _, ...sent } = headers;
  const signer = new SignatureV4({ credentials, region, service, sha256: SdksSha256 });
  const asked = new HttpRequest({
    ...{ method, protocol, hostname, path: pathname, query, body },
    headers: { ...sent, host },
  });
  return (await signer.sign(asked, { signingDate })).headers.authorization;
}

const signatureIn = (headers: Record<string, string>) =>
  /Signature=(\w+)$/.exec(headers.authorization ?? '')?.[1];

const request = fc
  .record({ method: fc.constantFrom('POST', 'PUT', 'DELETE'), path, query, body })
  .map(({ method, path, query, body }) => ({
    method,
    url: urlOf(path, query),
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: Uint8Array.from(body),
  }));

const runs = { numRuns: long ? 5_000 : 300 };
const sign = (one: Parameters<typeof signRequest>[0]) =>
  signRequest(one, credentials, { region, service, signingDate });

describe('what is compared with here, written from AWS’s description', () => {
  it.each(vectors.requests)('signs AWS’s published example $name', ({ request, authorization }) => {
    const { method, hostname, path, query = {}, headers, body = '' } = request;
    const pairs = Object.entries(query).map((pair): [string, string] => [pair[0], String(pair[1])]);
    const url = urlOf('', pairs).replace('api.example.com', hostname + path);
    const wire = { method, url, headers, body: Buffer.from(body) };
    expect(signatureIn({ authorization })).toBe(
      signatureOf(wire, { ...vectors.credentials, region: vectors.region, service: vectors.service }),
    );
  });
});

describe('signRequest', () => {
  it('gives the signature that AWS computes from the request on the wire', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        const { authorization, ...headers } = (await sign(one)).headers;
        const sent = { ...one, headers: { ...headers, host: 'api.example.com' } };
        expect(signatureIn({ authorization: authorization ?? '' })).toBe(
          signatureOf(sent, { ...credentials, region, service }),
        );
      }),
      runs,
    );
  });

  it('signs as the SDK’s own signer does, awkward paths, repeated parameters and large bodies included', async () => {
    const bodies = fc.oneof({ weight: 30, arbitrary: body }, { weight: 1, arbitrary: fc.constant(megabyte) });
    const awkwardPath = fc
      .array(fc.oneof(segment, fc.constantFrom('', '.', '..', '%2e%2e', "!'()*", 'a b', '日本')), {
        maxLength: 5,
      })
      .map((segments) => `/prod/${segments.join('/')}`);
    const names = fc.oneof(fc.constantFrom('a', 'b', ''), name);
    const pairs = fc.array(fc.tuple(names, part), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(awkwardPath, pairs, bodies, async (path, pairs, bytes) => {
        const one = { method: 'POST', url: urlOf(path, pairs), body: Uint8Array.from(bytes) };
        const signed = await sign({ ...one, headers: { 'Content-Type': ' text/plain;  charset=utf-8 ' } });
        expect(signed.headers.authorization).toBe(await bySdk({ ...signed, body: one.body }));
      }),
      runs,
    );
  });

  it('signs as aws4 does', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        const signed = await sign(one);
        const { authorization: _, ...headers } = signed.headers;
        const { pathname, search, host } = new URL(signed.url);
        const theirs = aws4.sign(
          {
            service,
            region,
            method: one.method,
            host,
            path: pathname + search,
            headers,
            // aws4 takes the hash of the body from the header.
            extraHeadersToIgnore: { 'content-length': true },
          },
          credentials,
        );
        expect(theirs.headers.Authorization).toBe(signed.headers.authorization);
      }),
      runs,
    );
  });

  it('signs as aws4fetch does', async () => {
    await fc.assert(
      fc.asyncProperty(request, async (one) => {
        const signed = await sign(one);
        const { authorization: _, ...headers } = signed.headers;
        const theirs = await new AwsV4Signer({
          ...credentials,
          ...one,
          url: signed.url,
          headers,
          service,
          region,
          datetime: '20261120T123456Z',
          allHeaders: true,
        }).authHeader();
        expect(theirs).toBe(signed.headers.authorization);
      }),
      runs,
    );
  });

  it('signs a GET without a body, with the session token and the hash of nothing', async () => {
    const { url, headers } = await sign({ method: 'GET', url: 'http://127.0.0.1:4000/api/prod/tasks' });
    expect(url).toBe('http://127.0.0.1:4000/api/prod/tasks');
    expect(headers['x-amz-security-token']).toBe(credentials.sessionToken);
    expect(headers['x-amz-date']).toBe('20261120T123456Z');
    const { authorization = '', ...sent } = headers;
    const wire = { method: 'GET', url, headers: { ...sent, host: '127.0.0.1:4000' }, body: new Uint8Array() };
    expect(signatureIn({ authorization })).toBe(signatureOf(wire, { ...credentials, region, service }));
  });

  it('leaves the host header to fetch, though it is signed', async () => {
    const { headers } = await sign({ method: 'GET', url: 'https://api.example.com/prod/tasks' });
    expect(headers).not.toHaveProperty('host');
    expect(headers.authorization).toContain('SignedHeaders=host;');
  });

  it('sends a query in the form in which it was signed', async () => {
    const { url } = await sign({ method: 'GET', url: 'https://api.example.com/prod/tasks?q=a+b&q=(c)&z' });
    expect(url).toBe('https://api.example.com/prod/tasks?q=a%20b&q=%28c%29&z=');
  });

  it('refuses a GET with a body, which fetch would not send', async () => {
    const get = { method: 'GET', url: 'https://api.example.com/', body: new Uint8Array([1]) };
    await expect(sign(get)).rejects.toMatchObject({ code: 'invalidInput', data: { field: 'body' } });
  });

  it('derives its key once a day and forgets it when told to', async () => {
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const importsOf = async (date = signingDate) => {
      imports.mockClear();
      const scope = { region, service, signingDate: date };
      await signRequest({ method: 'GET', url: 'https://api.example.com/prod/tasks' }, credentials, scope);
      return imports.mock.calls.length;
    };
    clearSigningKeys();
    const first = await importsOf();
    expect(first).toBeGreaterThan(0);
    expect(await importsOf()).toBe(0);
    expect(await importsOf(new Date('2026-11-21T00:00:00Z'))).toBeGreaterThan(0);
    await importsOf();
    clearSigningKeys();
    expect(await importsOf()).toBe(first);
    imports.mockRestore();
  });

  it('signs for others from the moment on that it is given their credentials', async () => {
    const get = { method: 'GET', url: 'https://api.example.com/prod/tasks' };
    const others = { ...credentials, accessKeyId: 'ASIAOTHER', secretAccessKey: 'other' };
    for (const who of [credentials, others, credentials]) {
      const { headers } = await signRequest(get, who, { region, service, signingDate });
      const { authorization = '', ...sent } = headers;
      const wire = { ...get, headers: { ...sent, host: 'api.example.com' }, body: new Uint8Array() };
      expect(signatureIn({ authorization })).toBe(signatureOf(wire, { ...who, region, service }));
    }
  });
});
