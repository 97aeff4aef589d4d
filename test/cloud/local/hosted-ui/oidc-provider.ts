/** A small OpenID provider that asks nobody anything: one person is always signed in. It can be told to misbehave. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';

export interface OidcProvider {
  issuer: string;
  /** Claims of the next ID tokens, over the usual ones. */
  claims: JWTPayload;
  /** The fault of the next answers. */
  fault: 'none' | 'denied' | 'unsigned' | 'anotherKey' | 'noToken' | 'noAnswer';
  clientId: string;
  clientSecret: string;
  close(): Promise<void>;
}

export async function startOidcProvider(): Promise<OidcProvider> {
  const [key, otherKey] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(key.publicKey)), kid: '1', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, { nonce: string; challenge: string; redirectUri: string }>();
  const provider: OidcProvider = {
    issuer: '',
    claims: {},
    fault: 'none',
    clientId: `client-${crypto.randomUUID()}`,
    clientSecret: crypto.randomUUID(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function idToken(nonce: string): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: provider.issuer, aud: provider.clientId, iat: now, exp: now + 300, nonce };
    const payload = { ...usual, sub: 'eve', email: 'eve@example.org', ...provider.claims };
    if (provider.fault === 'unsigned') return new UnsecuredJWT(payload).encode();
    const { privateKey } = provider.fault === 'anotherKey' ? otherKey : key;
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: '1' }).sign(privateKey);
  }

  const routes: Record<string, (url: URL, form: URLSearchParams) => Promise<[number, object] | URL>> = {
    '/.well-known/openid-configuration': async () => [
      200,
      {
        issuer: provider.issuer,
        authorization_endpoint: `${provider.issuer}/authorize`,
        token_endpoint: `${provider.issuer}/token`,
        jwks_uri: `${provider.issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      },
    ],
    '/jwks': async () => [200, { keys: [jwk] }],
    '/authorize': async ({ searchParams }) => {
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('state', searchParams.get('state') ?? '');
      if (provider.fault === 'denied') {
        back.searchParams.set('error', 'access_denied');
        back.searchParams.set('error_description', 'The person said no.');
        return back;
      }
      const code = crypto.randomUUID();
      codes.set(code, {
        nonce: searchParams.get('nonce') ?? '',
        challenge: searchParams.get('code_challenge') ?? '',
        redirectUri: searchParams.get('redirect_uri') ?? '',
      });
      back.searchParams.set('code', code);
      return back;
    },
    '/token': async (_, form) => {
      const begun = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const isClient =
        form.get('client_id') === provider.clientId && form.get('client_secret') === provider.clientSecret;
      if (!isClient) return [401, { error: 'invalid_client' }];
      const verifier = new TextEncoder().encode(form.get('code_verifier') ?? '');
      const proof = Buffer.from(await crypto.subtle.digest('SHA-256', verifier)).toString('base64url');
      if (!begun || begun.challenge !== proof || begun.redirectUri !== form.get('redirect_uri')) {
        return [400, { error: 'invalid_grant' }];
      }
      const tokens = { access_token: crypto.randomUUID(), token_type: 'Bearer' };
      if (provider.fault === 'noToken') return [200, tokens];
      return [200, { ...tokens, id_token: await idToken(begun.nonce) }];
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (provider.fault === 'noAnswer') return void request.socket.destroy();
    const url = new URL(request.url ?? '', provider.issuer);
    let body = '';
    for await (const chunk of request) body += chunk;
    const found = await routes[url.pathname]?.(url, new URLSearchParams(body));
    if (found instanceof URL) return void response.writeHead(302, { location: found.href }).end();
    const [status, json] = found ?? [404, {}];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  return provider;
}
