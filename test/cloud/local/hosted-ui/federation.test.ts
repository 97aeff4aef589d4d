/** "Sign in with …": another provider's people, through the hosted pages, to tokens of our own. */
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { extensionRedirects } from '../../../../src/cloud/stack/hosted-ui.ts';
import { credentialsFor } from '../identity-pool/guests-and-users.ts';
import { type LocalWorld, startWorld } from '../local-world.ts';
import { type OidcProvider, startOidcProvider } from './oidc-provider.ts';
import { location, pageVisitor } from './page-visitor.ts';

const insecure = { [oauth.allowInsecureRequests]: true }; // http, on loopback
const [redirectUri = ''] = extensionRedirects;

let provider: OidcProvider;
let world: LocalWorld;
let server: oauth.AuthorizationServer;
let client: oauth.Client;
beforeAll(async () => {
  provider = await startOidcProvider();
  const { issuer, clientId, clientSecret } = provider;
  world = await startWorld({
    context: { oidcName: 'Acme', oidcIssuer: issuer, oidcClientId: clientId, oidcSecret: 'acme' },
    secrets: { acme: clientSecret },
  });
  const { userPoolId, userPoolClientId, region } = world.cloud.configuration;
  const own = new URL(`https://cognito-idp.${region}.amazonaws.com/${userPoolId}`);
  const found = await fetch(`${world.cloud.url}/${userPoolId}/.well-known/openid-configuration`);
  server = await oauth.processDiscoveryResponse(own, found);
  client = { client_id: userPoolClientId };
});
afterAll(async () => {
  await world.close();
  await provider.close();
});
beforeEach(() => {
  provider.fault = 'none';
  provider.claims = {};
});

function authorizeUrl(fields: Record<string, string>): URL {
  const url = new URL(server.authorization_endpoint ?? '');
  const usual = { response_type: 'code', client_id: client.client_id, redirect_uri: redirectUri };
  for (const [name, value] of Object.entries({ ...usual, ...fields })) url.searchParams.set(name, value);
  return url;
}

/** By the link on the login page to the provider, and as far as its answer leads back. */
async function comeBack(fields: Record<string, string> = {}) {
  const { visit } = pageVisitor(world.cloud.url);
  const login = await visit((await visit(authorizeUrl(fields))).headers.get('location') ?? '');
  const [, link = ''] = /href="([^"]+)">Sign in with Acme</.exec(await login.text()) ?? [];
  const toProvider = await visit(link.replaceAll('&amp;', '&'));
  const fromProvider = location(await visit(location(toProvider)));
  return { visit, fromProvider };
}

async function signedIn() {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const code_challenge = await oauth.calculatePKCECodeChallenge(verifier);
  const { visit, fromProvider } = await comeBack({ state, code_challenge, code_challenge_method: 'S256' });
  const parameters = oauth.validateAuthResponse(server, client, location(await visit(fromProvider)), state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    verifier,
    insecure,
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
  return { tokens, claims: oauth.getValidatedIdTokenClaims(tokens) };
}

it('makes the person at their first sign-in and keeps them at the next, with what the provider says of them', async () => {
  const first = await signedIn();
  expect(first.claims).toMatchObject({
    'cognito:username': 'Acme_eve',
    'cognito:groups': [`${world.cloud.configuration.userPoolId}_Acme`],
    email: 'eve@example.org',
    email_verified: false,
    identities: [{ providerName: 'Acme', userId: 'eve', providerType: 'OIDC' }],
  });
  provider.claims = { email: 'eve@example.net', email_verified: true, name: 'Eve Example' };
  const next = await signedIn();
  expect(next.claims?.sub).toBe(first.claims?.sub);
  expect(next.claims).toMatchObject({ email: 'eve@example.net', email_verified: true, name: 'Eve Example' });
});

it('leads to credentials and to the APIs like any sign-in, with a row of their own', async () => {
  const { tokens } = await signedIn();
  const { identityId } = await credentialsFor(world, tokens.id_token);
  expect(identityId).toMatch(/^us-east-1:/);
  const { endpoint } = world.cloud.configuration.apis.ProfileAPI ?? {};
  const response = await fetch(`${endpoint}/profile`, { headers: { authorization: tokens.id_token ?? '' } });
  expect([response.status, await response.json()]).toEqual([
    200,
    expect.objectContaining({ profile: expect.objectContaining({ termsAccepted: false }) }),
  ]);
});

it('takes no address away from who has a password here, and gives no way in to a password', async () => {
  const ann = await world.join();
  provider.claims = { sub: 'mallory', email: ann.email, email_verified: true };
  await signedIn();
  const ClientId = client.client_id;
  const forgot = await world.idp('ForgotPassword', { ClientId, Username: 'Acme_mallory' });
  expect(forgot.body.__type).toBe('NotAuthorizedException');
  const { body } = await world.idp('ForgotPassword', { ClientId, Username: ann.email });
  expect(body.CodeDeliveryDetails).toMatchObject({ AttributeName: 'email' });
});

describe('an answer of the provider', () => {
  it.each([
    ['that the person said no', 'denied', {}, 'access_denied'],
    ['without a signature', 'unsigned', {}, 'invalid_request'],
    ['signed with another key', 'anotherKey', {}, 'invalid_request'],
    ['without an ID token', 'noToken', {}, 'invalid_request'],
    ['for another client', 'none', { aud: 'another' }, 'invalid_request'],
    ['of another issuer', 'none', { iss: 'https://stranger.example' }, 'invalid_request'],
    ['for another sign-in', 'none', { nonce: 'another' }, 'invalid_request'],
    ['that is too old', 'none', { exp: 1 }, 'invalid_request'],
    ['without an address', 'none', { sub: 'nameless', email: null }, 'invalid_request'],
  ] as const)('%s brings the client an error, and nobody in', async (_, fault, claims, error) => {
    provider.fault = fault;
    provider.claims = { ...claims };
    const { visit, fromProvider } = await comeBack({ state: 's' });
    const back = location(await visit(fromProvider));
    expect(back.href.startsWith(redirectUri)).toBe(true);
    const [code, told, state] = ['code', 'error', 'state'].map((name) => back.searchParams.get(name));
    expect([code, told, state]).toEqual([null, error, 's']);
  });

  it('is good once, in the browser in which the sign-in began, and for five minutes', async () => {
    const once = await comeBack();
    expect((await once.visit(fromAnother(once.fromProvider))).status).toBe(400);
    const elsewhere = await comeBack();
    expect((await pageVisitor(world.cloud.url).visit(elsewhere.fromProvider)).status).toBe(400);
    const twice = await comeBack();
    expect((await twice.visit(twice.fromProvider)).status).toBe(302);
    expect((await twice.visit(twice.fromProvider)).status).toBe(400);
    const late = await comeBack();
    world.advance(5 * 60_000);
    expect((await late.visit(late.fromProvider)).status).toBe(400);
  });

  it('that never comes is told to the client', async () => {
    provider.fault = 'noAnswer';
    const { visit } = pageVisitor(world.cloud.url);
    const back = location(await visit(authorizeUrl({ identity_provider: 'Acme', state: 's' })));
    expect(back.searchParams.get('error')).toBe('server_error');
  });
});

/** With a state that nobody made. */
function fromAnother(answer: URL): URL {
  const url = new URL(answer);
  url.searchParams.set('state', oauth.generateRandomState());
  return url;
}

it('a provider without its secret is told at the start, by the option that gives it', async () => {
  const { issuer, clientId } = provider;
  const context = { oidcName: 'Acme', oidcIssuer: issuer, oidcClientId: clientId, oidcSecret: 'acme' };
  await expect(startWorld({ context })).rejects.toThrow('--secret acme=FILE');
});
