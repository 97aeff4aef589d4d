import { createHmac } from 'node:crypto';
import { exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TokenAuthorizer } from '../../../../src/cloud/local/model.ts';
import type { Answered } from '../local-world.ts';
import { changeApis, type LoneGateway, openGateway } from './lone-gateway.ts';

let gateway: LoneGateway;
let stranger: CryptoKey;
beforeAll(async () => {
  gateway = await openGateway();
  stranger = (await generateKeyPair('RS256')).privateKey;
});
afterAll(() => gateway.close());

const seconds = () => Math.floor(Date.now() / 1000);

/** Claims of an ID token of our app client, changed; one that is undefined is left out. */
const claims = (change: JWTPayload = {}, of = gateway): JWTPayload => ({
  sub: '0b5c1e0a-1111-4222-8333-444444444444',
  aud: of.model.userPoolClient.id,
  iss: of.issuer,
  token_use: 'id',
  'cognito:username': 'ann',
  auth_time: seconds(),
  iat: seconds(),
  exp: seconds() + 3600,
  ...change,
});

const sign = (change: JWTPayload = {}, header: { kid?: string } = {}, key?: CryptoKey, of = gateway) =>
  new SignJWT(claims(change, of))
    .setProtectedHeader({ alg: 'RS256', kid: of.key.kid, ...header })
    .sign(key ?? of.key.privateKey);

function refused(answer: Answered, message = 'Unauthorized') {
  expect(answer).toMatchObject({ status: 401, body: { message } });
  expect(answer.headers.get('x-amzn-errortype')).toBe('UnauthorizedException');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('x-amzn-requestid')).toMatch(/./);
}

describe('a route behind the user pool’s authorizer', () => {
  it('lets an ID token in, bare or as a bearer’s', async () => {
    const token = await sign();
    expect((await gateway.callWithToken(token)).status).toBe(200);
    expect((await gateway.callWithToken(`Bearer ${token}`)).status).toBe(200);
  });

  const tokens: [string, () => Promise<string | null> | string][] = [
    ['no header', async () => null],
    ['an empty header', () => ' '],
    ['what is no token', () => 'hello'],
    ['a signature', () => 'AWS4-HMAC-SHA256 Credential=a/20261120/us-east-1/execute-api/aws4_request'],
    ['alg none', () => new UnsecuredJWT(claims()).encode()],
    ['the public key as a shared secret', () => signedWithPublicKey()],
    ['another key under our key’s name', () => sign({}, {}, stranger)],
    ['a key of another name', () => sign({}, { kid: 'another' })],
    ['no name of a key', () => sign({}, { kid: undefined as unknown as string })], // left out of the header's JSON
    [
      'another issuer',
      () => sign({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Other0000' }),
    ],
    ['another client’s audience', () => sign({ aud: 'anotherclient' })],
    ['an audience that begins as ours does', () => sign({ aud: `${gateway.model.userPoolClient.id}x` })],
    ['several audiences', () => sign({ aud: [gateway.model.userPoolClient.id, 'other'] })],
    ['an access token', () => sign({ token_use: 'access', aud: undefined, client_id: 'x' })],
    ['an access token with an audience', () => sign({ token_use: 'access' })],
    ['no expiry', () => sign({ exp: undefined })],
    ['an expiry that is no number', () => sign({ exp: 'tomorrow' as unknown as number })],
    ['not valid yet', () => sign({ nbf: seconds() + 600 })],
    ['no sub', () => sign({ sub: undefined })],
  ];
  it.each(tokens)('refuses %s', async (_, make) => {
    refused(await gateway.callWithToken(await make()));
  });

  it('refuses a token that was changed after it was signed', async () => {
    const [header, payload = '', signature] = (await sign()).split('.');
    const other = Buffer.from(JSON.stringify({ ...claims(), 'cognito:groups': ['ADMINS'] })).toString(
      'base64url',
    );
    refused(await gateway.callWithToken([header, other, signature].join('.')));
    refused(
      await gateway.callWithToken(
        [header, payload, `${signature?.startsWith('A') ? 'B' : 'A'}${signature?.slice(1)}`].join('.'),
      ),
    );
  });

  it('says of an expired one that it has expired, and of a forged and expired one nothing', async () => {
    refused(
      await gateway.callWithToken(await sign({ exp: seconds() - 1 })),
      'The incoming token has expired',
    );
    refused(await gateway.callWithToken(await sign({ exp: seconds() - 1 }, {}, stranger)));
  });

  it('refuses two headers, of which one is good', async () => {
    const token = await sign();
    const headers: [string, string][] = [
      ['authorization', token],
      ['authorization', token],
    ];
    const answer = await fetch(gateway.address('/profile', 'ProfileAPI'), { headers });
    expect(answer.status).toBe(401);
  });

  it('asks nothing of a route that is open', async () => {
    expect((await gateway.callWithToken(null, '/health')).status).toBe(200);
  });
});

it('hands the claims to the function as texts, and nothing that the caller made up', async () => {
  const token = await sign({
    email: 'ann@example.com',
    email_verified: true,
    'cognito:groups': ['ADMINS', 'USERS'],
    address: { formatted: '1 Main Street,\nSpringfield' },
    auth_time: 1_766_000_000,
    iat: 1_766_000_000,
    exp: 4_102_444_800,
    origin_jti: 'a',
  });
  await gateway.callWithToken(token);
  expect(gateway.events.at(-1)?.requestContext.authorizer).toEqual({
    claims: {
      ...{ sub: claims().sub, aud: claims().aud, iss: claims().iss, origin_jti: 'a' },
      ...{ token_use: 'id', 'cognito:username': 'ann', email: 'ann@example.com' },
      email_verified: 'true',
      'cognito:groups': 'ADMINS,USERS',
      address: '{"formatted":"1 Main Street,\\nSpringfield"}',
      auth_time: '1766000000',
      iat: 'Wed Dec 17 19:33:20 UTC 2025',
      exp: 'Fri Jan 01 00:00:00 UTC 2100',
    },
  });
});

describe('what the template says of the authorizer', () => {
  let changed: LoneGateway | undefined;
  afterEach(() => changed?.close());

  const open = (change: Partial<TokenAuthorizer>) =>
    openGateway({
      change: changeApis(({ routes }) => ({
        routes: routes.map((route) => ({
          ...route,
          authorizer: route.authorizer && { ...route.authorizer, ...change },
        })),
      })),
    });

  it('decides whose audience is let in', async () => {
    changed = await open({ audience: /^(?:other|another)$/ });
    refused(await changed.callWithToken(await sign({}, {}, undefined, changed)));
    const token = await sign({ aud: 'another' }, {}, undefined, changed);
    expect((await changed.callWithToken(token)).status).toBe(200);
  });

  it('lets any audience in where it names none', async () => {
    changed = await open({ audience: null });
    const token = await sign({ aud: 'whoever' }, {}, undefined, changed);
    expect((await changed.callWithToken(token)).status).toBe(200);
  });

  it('decides in which header the token is', async () => {
    changed = await open({ header: 'x-id-token' });
    const token = await sign({}, {}, undefined, changed);
    refused(await changed.callWithToken(token));
    const answer = await fetch(changed.address('/profile', 'ProfileAPI'), {
      headers: { 'X-Id-Token': token },
    });
    expect(answer.status).toBe(200);
  });
});

/** HS256 with what everybody may read as the secret. */
async function signedWithPublicKey(): Promise<string> {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${encode({ alg: 'HS256', kid: gateway.key.kid })}.${encode(claims())}`;
  const secret = await exportSPKI(gateway.key.publicKey);
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}
