/** Signature Version 4 by everybody, in a real extension worker. Each puts out what it would send. */

import { signRequest as signByAmplify } from '@aws-amplify/core/internals/aws-client-utils';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@aws-sdk/signature-v4';
import { AwsV4Signer } from 'aws4fetch';
import { signRequest } from '../../../src/core/api/signer.ts';
import { serve, type Work } from './serve.ts';
import { cases, credentials, longDate, type Request, region, service, signingDate } from './signing-cases.ts';

const encoder = new TextEncoder();

async function ours({ body, ...request }: Request): Promise<string> {
  // As the API client does: the text becomes bytes once, which are signed and sent.
  const bytes = body === undefined ? {} : { body: encoder.encode(body) };
  const signed = await signRequest({ ...request, ...bytes }, credentials, { region, service, signingDate });
  return JSON.stringify({ url: signed.url, headers: signed.headers });
}

const cache = new Map<string, ArrayBuffer>();
async function byAws4fetch(request: Request): Promise<string> {
  const signer = new AwsV4Signer({
    ...{ ...request, ...credentials, region, service, cache },
    ...{ datetime: longDate, allHeaders: true },
  });
  const { url, headers } = await signer.sign();
  return JSON.stringify({ url, headers: Object.fromEntries(headers) });
}

async function byAmplify({ url, ...request }: Request): Promise<string> {
  const signed = signByAmplify(
    { ...request, url: new URL(url) },
    { credentials, signingDate, signingRegion: region, signingService: service },
  );
  return JSON.stringify({ url: signed.url, headers: signed.headers });
}

const sdkSigner = new SignatureV4({ credentials, region, service, sha256: Sha256 });
async function bySdk({ method, url, headers, body }: Request): Promise<string> {
  const { protocol, hostname, pathname, searchParams } = new URL(url);
  const signed = await sdkSigner.sign(
    {
      ...{ method, protocol, hostname, body, path: pathname },
      ...{ query: Object.fromEntries(searchParams), headers: { ...headers, host: hostname } },
    },
    { signingDate },
  );
  return JSON.stringify({ url, headers: signed.headers });
}

/** The minimum for every contender: converting the texts to bytes, and three hashes with a given key. */
function bound({ body = '' }: Request): () => Promise<string> {
  const key = crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const canonicalRequest = 'x'.repeat(1700); // most of it is the session token
  const stringToSign = 'x'.repeat(140);
  return async () => {
    await crypto.subtle.digest('SHA-256', encoder.encode(body));
    await crypto.subtle.digest('SHA-256', encoder.encode(canonicalRequest));
    await crypto.subtle.sign('HMAC', await key, encoder.encode(stringToSign));
    return '';
  };
}

const work = (request: Request): Work => ({
  bound: bound(request),
  countersign: () => ours(request),
  aws4fetch: () => byAws4fetch(request),
  'aws-amplify': () => byAmplify(request),
  '@aws-sdk/signature-v4, sha256-js': () => bySdk(request),
});

serve(Object.fromEntries(Object.entries(cases).map(([name, request]) => [name, work(request)])));
