import { describe, expect, it } from 'vitest';
import type { Configuration } from '../../../../src/contract/configuration.ts';
import type { IdentityIdCache } from '../../../../src/core/auth/identity-id-cache.ts';
import { identityCredentials } from '../../../../src/core/auth/identity-pool.ts';
import { scriptedServer } from '../api/scripted-server.ts';

const pool = 'us-east-1:00000000-1111-4222-8333-444444444444';
const identity = (name: string) => `us-east-1:${name}`;
const api = { endpoint: 'https://api.example/prod', auth: 'IAM' as const };
const configuration: Configuration = {
  region: 'us-east-1',
  userPoolId: 'us-east-1_AbC123xyz',
  userPoolClientId: 'client',
  identityPoolId: pool,
  apis: { TasksAPI: api, ProjectsAPI: api },
  attributes: { required: [], optional: [], fromUsername: [] },
  usernames: 'any',
  passwordPolicy: {
    minimumLength: 8,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
  },
};
const kim = { idToken: 'kim’s', sub: 'k-1' };
const lee = { ...kim, idToken: 'lee’s', sub: 'l-2' };

const refuse =
  (type: string, message: string, status = 400) =>
  () =>
    Response.json({ __type: type, message }, { status });
const id = (name: string) => () => Response.json({ IdentityId: identity(name) });
const keys = (name: string) => () =>
  Response.json({
    IdentityId: identity(name),
    Credentials: {
      AccessKeyId: `key of ${name}`,
      SecretKey: `secret of ${name}`,
      SessionToken: `token of ${name}`,
      Expiration: 1_800_000_000.5,
    },
  });

function memory(): IdentityIdCache & { ids: Map<string, string> } {
  const ids = new Map<string, string>();
  return {
    ids,
    getItem: async (key) => ids.get(key) ?? null,
    setItem: async (key, identityId) => void ids.set(key, identityId),
    removeItem: async (key) => void ids.delete(key),
  };
}

function world(script: Parameters<typeof scriptedServer>[0], cache = memory(), where = configuration) {
  const server = scriptedServer(script);
  const waits: number[] = [];
  const backoff = { sleep: async (ms: number) => void waits.push(ms), random: () => 0.5 };
  const identities = identityCredentials({ configuration: where, fetch: server.fetch, cache, backoff });
  /** The calls of the service: operation and input. */
  const calls = () =>
    server.requests.map(({ init, headers }) => [
      headers.get('x-amz-target')?.split('.')[1],
      JSON.parse(String(init.body)),
    ]);
  return { identities, server, cache, waits, calls };
}

describe('a guest', () => {
  it('gets an identity and credentials without any login', async () => {
    const { identities, server, calls } = world([id('guest'), keys('guest')]);
    expect(await identities.get()).toEqual({
      identityId: identity('guest'),
      accessKeyId: 'key of guest',
      secretAccessKey: 'secret of guest',
      sessionToken: 'token of guest',
      expiration: 1_800_000_000_500,
    });
    expect(calls()).toEqual([
      ['GetId', { IdentityPoolId: pool }],
      ['GetCredentialsForIdentity', { IdentityId: identity('guest') }],
    ]);
    expect(server.requests[0]?.url).toBe('https://cognito-identity.us-east-1.amazonaws.com/');
  });

  it('stays the same guest', async () => {
    const { identities, calls } = world([id('guest'), keys('guest'), keys('guest')]);
    await identities.get();
    await identities.get();
    expect(calls().map(([operation]) => operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'GetCredentialsForIdentity',
    ]);
  });

  it('stays the same guest when the network or the service fails', async () => {
    const offline = () => Promise.reject(new TypeError('Failed to fetch'));
    const { identities, cache } = world([id('guest'), keys('guest'), offline, offline, offline]);
    await identities.get();
    await expect(identities.get()).rejects.toMatchObject({ code: 'offline' });
    expect([...cache.ids.values()]).toEqual([identity('guest')]);
  });

  it('is asked for at another place where the configuration names one', async () => {
    const local = { ...configuration, endpoints: { identityPool: 'http://127.0.0.1:4000/id' } };
    const { identities, server } = world([id('guest'), keys('guest')], memory(), local);
    await identities.get();
    expect(server.requests[0]?.url).toBe('http://127.0.0.1:4000/id/');
  });
});

describe('a user', () => {
  it('gets an identity and credentials by the ID token', async () => {
    const { identities, calls } = world([id('kim'), keys('kim')]);
    await identities.get(kim);
    const Logins = { 'cognito-idp.us-east-1.amazonaws.com/us-east-1_AbC123xyz': kim.idToken };
    expect(calls()).toEqual([
      ['GetId', { IdentityPoolId: pool, Logins }],
      ['GetCredentialsForIdentity', { IdentityId: identity('kim'), Logins }],
    ]);
  });

  it('has an identity apart from the guest’s and from other users’', async () => {
    const { identities } = world([
      ...[id('guest'), keys('guest'), id('kim'), keys('kim'), id('lee'), keys('lee')],
      ...[keys('kim'), keys('guest')],
    ]);
    const names = [];
    for (const login of [undefined, kim, lee, kim, undefined])
      names.push((await identities.get(login)).identityId);
    expect(names).toEqual(['guest', 'kim', 'lee', 'kim', 'guest'].map(identity));
  });

  it.each([
    ['ResourceNotFoundException', "Identity 'us-east-1:old' not found."],
    [
      'NotAuthorizedException',
      "Logins don't match. Please include at least one valid login for this identity.",
    ],
    ['NotAuthorizedException', "Access to Identity 'us-east-1:old' is forbidden."],
  ])('gets another identity when the remembered one is refused: %s, %s', async (type, message) => {
    const { identities, calls, cache } = world([
      ...[id('old'), keys('old')],
      ...[refuse(type, message), id('new'), keys('new')],
    ]);
    await identities.get(kim);
    expect((await identities.get(kim)).identityId).toBe(identity('new'));
    expect(calls().map(([operation]) => operation)).toHaveLength(5);
    expect([...cache.ids.values()]).toEqual([identity('new')]);
  });

  it('is refused when it is the token that is refused, and the identity stays', async () => {
    const expired = refuse('NotAuthorizedException', 'Invalid login token. Token expired: 1 >= 0');
    const { identities, cache } = world([id('kim'), keys('kim'), expired]);
    await identities.get(kim);
    await expect(identities.get(kim)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    expect(cache.ids.size).toBe(1);
  });

  it('is not asked for endlessly when each new identity is refused', async () => {
    const stale = refuse('ResourceNotFoundException', 'gone');
    const { identities, server } = world([id('old'), keys('old'), stale, id('new'), stale]);
    await identities.get(kim);
    await expect(identities.get(kim)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect(server.requests).toHaveLength(5);
  });
});

describe('the identity service', () => {
  it('is asked again when it fails or throttles, waiting longer each time', async () => {
    const { identities, waits } = world([
      refuse('InternalErrorException', 'oops', 500),
      refuse('TooManyRequestsException', 'slow down'),
      id('guest'),
      () => new Response('<html>', { status: 429 }),
      keys('guest'),
    ]);
    expect((await identities.get()).identityId).toBe(identity('guest'));
    expect(waits).toEqual([100, 200, 100]);
  });

  it.each([
    ['serverError', () => new Response('', { status: 503 })],
    ['throttled', refuse('TooManyRequestsException', 'slow down', 429)],
    ['offline', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is given up after three tries: %s', async (code, answer) => {
    const { identities, server } = world([answer, answer, answer]);
    await expect(identities.get()).rejects.toMatchObject({ code });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['no JSON', () => new Response('<html>')],
    ['no identity', () => Response.json({})],
    ['an error without a type', () => Response.json({}, { status: 400 })],
  ])('answers badly with %s', async (_, answer) => {
    await expect(world([answer]).identities.get()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('answers badly with credentials that lack a part', async () => {
    const partial = () => Response.json({ IdentityId: identity('guest'), Credentials: { AccessKeyId: 'A' } });
    await expect(world([id('guest'), partial]).identities.get()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('names its errors without their namespace', async () => {
    const { identities } = world([refuse('com.amazonaws.cognito#NotAuthorizedException', 'no guests')]);
    await expect(identities.get()).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'no guests',
    });
  });
});
