/** The hosted sign-in as a standard OAuth client and a browser's forms see it. */
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extensionRedirects } from '../../../../src/cloud/stack/hosted-ui.ts';
import { type Account, type LocalWorld, startWorld } from '../local-world.ts';
import { location, type PageVisitor, pageVisitor } from './page-visitor.ts';

const insecure = { [oauth.allowInsecureRequests]: true }; // http, on loopback
const [redirectUri = '', otherRedirectUri = ''] = extensionRedirects;

let world: LocalWorld;
let server: oauth.AuthorizationServer;
let client: oauth.Client;
let account: Account;
beforeAll(async () => {
  world = await startWorld();
  const { userPoolId, userPoolClientId, region } = world.cloud.configuration;
  const issuer = new URL(`https://cognito-idp.${region}.amazonaws.com/${userPoolId}`);
  const found = await fetch(`${world.cloud.url}/${userPoolId}/.well-known/openid-configuration`);
  server = await oauth.processDiscoveryResponse(issuer, found);
  client = { client_id: userPoolClientId };
  account = await world.join();
});
afterAll(() => world.close());

/** Fields replace the usual ones; null leaves one out. */
function authorizeUrl(fields: Record<string, string | null> = {}): URL {
  const url = new URL(server.authorization_endpoint ?? '');
  const all = { response_type: 'code', client_id: client.client_id, redirect_uri: redirectUri, ...fields };
  for (const [name, value] of Object.entries(all)) if (value !== null) url.searchParams.set(name, value);
  return url;
}

const browser = () => pageVisitor(world.cloud.url);

/** Follows to the login page, fills it in and sends it. */
async function logIn(
  { visit, submit }: PageVisitor,
  start: URL,
  fields: Record<string, string>,
): Promise<Response> {
  const toLogin = await visit(start);
  expect(toLogin.status).toBe(302);
  return submit(await visit(toLogin.headers.get('location') ?? ''), fields);
}

const credentials = ({ username, password }: Account) => ({ username, password });

/** Signs in up to the code. */
async function code(fields: Record<string, string> = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const challenge = await oauth.calculatePKCECodeChallenge(verifier);
  const start = authorizeUrl({ state, code_challenge: challenge, code_challenge_method: 'S256', ...fields });
  const callback = location(await logIn(browser(), start, credentials(account)));
  return { verifier, state, callback };
}

async function exchange(
  callback: URL,
  { state, verifier, at = redirectUri }: { state: string; verifier: string; at?: string },
) {
  const parameters = oauth.validateAuthResponse(server, client, callback, state);
  return oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    at,
    verifier,
    insecure,
  );
}

async function signedIn(fields: Record<string, string> = {}) {
  const { callback, ...rest } = await code(fields);
  const response = await exchange(callback, rest);
  const options = fields.nonce === undefined ? {} : { expectedNonce: fields.nonce };
  return oauth.processAuthorizationCodeResponse(server, client, response, options);
}

it('signs in by authorization code with PKCE, tells who it is, refreshes, and ends the session', async () => {
  const nonce = oauth.generateRandomNonce();
  const scope = 'openid email aws.cognito.signin.user.admin';
  const tokens = await signedIn({ scope, nonce });
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  expect(claims).toMatchObject({ nonce, 'cognito:username': account.username, token_use: 'id' });

  const info = await oauth.processUserInfoResponse(
    server,
    client,
    claims?.sub ?? '',
    await oauth.userInfoRequest(server, client, tokens.access_token, insecure),
  );
  expect(info).toMatchObject({ username: account.username, email: account.email, email_verified: 'true' });
  expect((await world.idp('GetUser', { AccessToken: tokens.access_token })).status).toBe(200);

  const refresh = () =>
    oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh_token ?? '', insecure);
  const refreshed = await oauth.processRefreshTokenResponse(server, client, await refresh());
  expect(refreshed.access_token).not.toBe(tokens.access_token);

  const revocation = [server, client, oauth.None(), tokens.refresh_token ?? '', insecure] as const;
  await oauth.processRevocationResponse(await oauth.revocationRequest(...revocation));
  expect(await (await refresh()).json()).toEqual({ error: 'invalid_grant' });
});

it('gives tokens that are good for no more than was asked for', async () => {
  const person = await signedIn({ scope: 'openid' });
  expect((await world.idp('GetUser', { AccessToken: person.access_token })).body).toMatchObject({
    __type: 'NotAuthorizedException',
    message: 'Access Token does not have required scopes',
  });
  const user = await signedIn({ scope: 'aws.cognito.signin.user.admin' });
  expect(user).not.toHaveProperty('id_token');
  const headers = { authorization: `Bearer ${user.access_token}` };
  expect((await fetch(server.userinfo_endpoint ?? '', { headers })).status).toBe(401);
});

describe('a code', () => {
  it('is good once only', async () => {
    const { callback, ...rest } = await code();
    expect((await exchange(callback, rest)).status).toBe(200);
    expect(await (await exchange(callback, rest)).json()).toEqual({ error: 'invalid_grant' });
  });

  it('is lost with a wrong verifier, or with another address to return to', async () => {
    const one = await code();
    const wrong = { state: one.state, verifier: oauth.generateRandomCodeVerifier() };
    expect(await (await exchange(one.callback, wrong)).json()).toEqual({ error: 'invalid_grant' });
    expect((await exchange(one.callback, one)).status).toBe(400);
    const other = await code();
    expect((await exchange(other.callback, { ...other, at: otherRedirectUri })).status).toBe(400);
  });

  it('is good for five minutes', async () => {
    const { callback, ...rest } = await code();
    world.advance(5 * 60_000);
    expect(await (await exchange(callback, rest)).json()).toEqual({ error: 'invalid_grant' });
  });

  it('comes back with a state that the client compares', async () => {
    const { callback } = await code({ state: 'a b&c=<d>' });
    expect(callback.searchParams.get('state')).toBe('a b&c=<d>');
    expect(() => oauth.validateAuthResponse(server, client, callback, 'another')).toThrow();
  });
});

describe('the authorization endpoint', () => {
  it.each([
    ['a stranger', { redirect_uri: 'https://stranger.example/' }],
    ['an address that only begins like ours', { redirect_uri: `${redirectUri}x` }],
    ['another client', { client_id: 'another' }],
  ])('shows a page and sends nobody to %s', async (_, fields) => {
    const response = await browser().visit(authorizeUrl(fields));
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain('role="alert"');
  });

  it.each([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_scope', { scope: 'openid everything' }],
    ['invalid_request', { code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }],
    ['invalid_request', { code_challenge: 'a'.repeat(43) }],
  ])('tells the client of an %s', async (error, fields) => {
    const target = location(await browser().visit(authorizeUrl({ state: 's', ...fields })));
    expect(target.href.startsWith(redirectUri)).toBe(true);
    expect([target.searchParams.get('error'), target.searchParams.get('state')]).toEqual([error, 's']);
  });

  it('knows who signed in before, until they sign out', async () => {
    const someone = browser();
    const { visit } = someone;
    await logIn(someone, authorizeUrl(), credentials(account));
    expect(location(await visit(authorizeUrl())).searchParams.get('code')).not.toBeNull();
    const out = `/logout?${new URLSearchParams({ client_id: client.client_id, logout_uri: redirectUri })}`;
    expect(location(await visit(out)).href).toBe(redirectUri);
    expect((await visit(authorizeUrl())).headers.get('location')).toMatch(/^\/login\?/);
    expect((await visit(out.replace('chromiumapp', 'stranger'))).status).toBe(400);
  });
});

describe('the login page', () => {
  it('says what is wrong, and counts wrong passwords as every sign-in does', () =>
    world.withStillClock(async () => {
      const victim = await world.join();
      const attempt = async (password: string) =>
        (await logIn(browser(), authorizeUrl(), { username: victim.username, password })).text();
      for (let i = 0; i < 5; i++) expect(await attempt('wrong')).toContain('Incorrect username or password.');
      expect(await attempt(victim.password)).toContain('Password attempts exceeded');
    }));

  it('does not let in who has not confirmed the account', async () => {
    const response = await logIn(browser(), authorizeUrl(), credentials(await world.register()));
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    expect(await response.text()).toContain('not confirmed');
  });

  it('takes a form from its own page only', async () => {
    const start = authorizeUrl();
    const body = new URLSearchParams({ ...credentials(account), _csrf: 'made-up' });
    expect((await browser().visit(`/login${start.search}`, { method: 'POST', body })).status).toBe(403);
  });

  it('shows as text whatever was typed or came in the address, and runs nothing', async () => {
    const evil = `"><script>alert('1')</script>`;
    const start = authorizeUrl({ state: evil, lang: evil });
    const response = await logIn(browser(), start, { username: evil, password: 'x' });
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).not.toContain('<script');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;');
  });
});

it.each([
  ['invalid_client', { grant_type: 'refresh_token', client_id: 'another', refresh_token: 'x' }],
  ['unsupported_grant_type', { grant_type: 'password' }],
  ['invalid_request', {}],
  ['invalid_request', { grant_type: 'authorization_code' }],
  ['invalid_grant', { grant_type: 'refresh_token', refresh_token: 'x' }],
])('the token endpoint answers %s as RFC 6749 words it', async (error, fields) => {
  const body = new URLSearchParams({ client_id: client.client_id, ...fields });
  const response = await fetch(server.token_endpoint ?? '', { method: 'POST', body });
  expect([response.status, await response.json()]).toEqual([400, { error }]);
});
