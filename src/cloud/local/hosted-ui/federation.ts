/** "Sign in with …": the user pool as a client of another OpenID provider. */
import * as oauth from 'oauth4webapi';
import type { HttpAnswer, HttpRequest } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';
import type { Pool } from '../user-pool/pool.ts';
import type { OidcProvider } from '../user-pool/settings/providers.ts';
import { federatedUser } from '../user-pool/users/federated-user.ts';
import type { User } from '../user-pool/users/users.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { csrfFor, isOwnForm } from './browser-session.ts';
import { errorPage } from './pages.ts';
import { redirect, withParameters } from './redirect.ts';

/** A sign-in that waits for the provider's answer. */
interface Begun {
  asked: AuthorizationRequest;
  provider: OidcProvider;
  nonce: string;
  verifier: string;
  /** Ties the sign-in to the browser in which it began. */
  csrf: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface Federation {
  /** Sends the browser to the provider. */
  begin(request: HttpRequest, asked: AuthorizationRequest, provider: OidcProvider): Promise<HttpAnswer>;
  /** Handles the browser's return with the provider's answer. */
  receive(request: HttpRequest, query: string): Promise<HttpAnswer>;
  clear(): void;
}

const minutes = 60_000;

/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-oidc-flow.html
 *
 * @param url of the local cloud, once it listens
 * @param finish makes the answer for the person who has signed in
 */
export function createFederation(
  pool: Pool,
  url: () => string,
  finish: (asked: AuthorizationRequest, user: User) => Promise<HttpAnswer>,
): Federation {
  const { clock, secret } = pool;
  const begun = new Map<string, Begun>();
  const returnsTo = () => `${url()}/oauth2/idpresponse`;

  return {
    async begin(request, asked, provider) {
      const server = await discover(provider);
      if (!server?.authorization_endpoint) return unreachable(asked, provider);
      for (const [key, one] of begun) if (one.expiresAt <= clock.now()) begun.delete(key);
      const { token: csrf, cookies } = csrfFor(request, secret);
      const [state, nonce, verifier] = [
        oauth.generateRandomState(),
        oauth.generateRandomNonce(),
        oauth.generateRandomCodeVerifier(),
      ];
      begun.set(state, { asked, provider, nonce, verifier, csrf, expiresAt: clock.now() + 5 * minutes });
      const target = withParameters(server.authorization_endpoint, {
        client_id: provider.clientId,
        response_type: 'code',
        redirect_uri: returnsTo(),
        scope: provider.scope,
        state,
        nonce,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return redirect(target, cookies);
    },

    async receive(request, query) {
      const given = new URLSearchParams(query);
      const state = given.get('state') ?? '';
      const one = begun.get(state);
      begun.delete(state);
      if (!one || one.expiresAt <= clock.now() || !isOwnForm(request, one.csrf, secret)) {
        return errorPage('This sign-in took too long, or was begun elsewhere. Go back and try again.');
      }
      const { asked, provider } = one;
      try {
        const claims = await claimsFrom({ ...one, given, state });
        return await finish(asked, await federatedUser(pool, provider, claims));
      } catch (error) {
        if (error instanceof ServiceError) return refuse(asked, error.message);
        if (error instanceof oauth.AuthorizationResponseError) {
          return refuse(asked, error.error_description ?? error.error, error.error);
        }
        if (isProvidersFault(error)) return refuse(asked, `${provider.name} gave no acceptable answer.`);
        throw error;
      }
    },
    clear: () => begun.clear(),
  };

  /** The provider's claims. Their signature, issuer, audience, nonce and times are checked. */
  async function claimsFrom(one: Begun & { given: URLSearchParams; state: string }) {
    const { provider } = one;
    const server = await discovered(provider);
    const client: oauth.Client = {
      client_id: provider.clientId,
      [oauth.clockSkew]: Math.round((clock.now() - Date.now()) / 1000),
      [oauth.clockTolerance]: 5,
    };
    const parameters = oauth.validateAuthResponse(server, client, one.given, one.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(provider.clientSecret),
      parameters,
      returnsTo(),
      one.verifier,
      onLoopback(server.token_endpoint),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: one.nonce,
      requireIdToken: true,
    });
    await oauth.validateApplicationLevelSignature(server, response, onLoopback(server.jwks_uri));
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    if (!claims) throw new TypeError('There is no ID token.');
    if (!server.userinfo_endpoint) return claims;
    const answer = await oauth.userInfoRequest(
      server,
      client,
      tokens.access_token,
      onLoopback(server.userinfo_endpoint),
    );
    return { ...(await oauth.processUserInfoResponse(server, client, claims.sub, answer)), ...claims };
  }
}

const refuse = (asked: AuthorizationRequest, description: string, error = 'invalid_request') =>
  redirect(withParameters(asked.redirectUri, { error, error_description: description, state: asked.state }));

const unreachable = (asked: AuthorizationRequest, { name }: OidcProvider) =>
  refuse(asked, `${name} can't be reached.`, 'server_error');

/** The library's errors about an answer, and `fetch`'s errors without one. */
const isProvidersFault = (error: unknown) =>
  error instanceof oauth.ResponseBodyError ||
  error instanceof oauth.WWWAuthenticateChallengeError ||
  error instanceof oauth.OperationProcessingError ||
  error instanceof oauth.UnsupportedOperationError ||
  error instanceof TypeError;

async function discovered(provider: OidcProvider): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(provider.issuer);
  return oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, onLoopback(provider.issuer)),
  );
}

/** @returns null for a provider that does not answer, or whose answer is not valid */
async function discover(provider: OidcProvider): Promise<oauth.AuthorizationServer | null> {
  try {
    return await discovered(provider);
  } catch (error) {
    if (isProvidersFault(error)) return null;
    throw error;
  }
}

/** Allows HTTP without TLS only on loopback. */
const onLoopback = (address = '') => ({
  [oauth.allowInsecureRequests]: /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/]/.test(address),
  signal: () => AbortSignal.timeout(10_000),
});
