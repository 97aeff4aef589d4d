/**
 * Signing in on the user pool's own page: authorization code with PKCE. The browser shows the page and hands back the
 * address that it ends at.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * https://datatracker.ietf.org/doc/html/rfc7636
 */
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { CodedError } from '../../contract/errors.ts';
import { exchange } from '../http.ts';
import { type AuthOutcome, readAuthAnswer } from './auth-answer.ts';
import { readClaims } from './tokens.ts';

/** Shows an address until it leads to the redirect address. Resolves with that address in full. */
export type ShowInBrowser = (address: string) => Promise<string>;

const answered = v.object({ id_token: v.string(), access_token: v.string(), refresh_token: v.string() });
const scope = 'openid email profile aws.cognito.signin.user.admin';

/**
 * @param redirectUri one of the app client's callback URLs
 * @returns the session's tokens
 * @throws CodedError `browserSignInFailed` when the answer does not belong to the question; what `show` throws
 */
export async function signInInBrowser(
  { userPoolClientId: client_id, hostedUi }: Configuration,
  redirectUri: string,
  show: ShowInBrowser,
  { fetch, now }: { fetch: typeof globalThis.fetch; now: () => number },
): Promise<AuthOutcome> {
  if (!hostedUi) throw new CodedError('notConfigured');
  const [verifier, state, nonce] = [makeSecret(), makeSecret(), makeSecret()];
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri: redirectUri,
    scope,
    state,
    nonce,
    code_challenge_method: 'S256',
    code_challenge: base64Url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
  });
  const redirected = new URL(await show(`${hostedUi.domain}/oauth2/authorize?${asked}`));
  const code = redirected.searchParams.get('code');
  // Another state belongs to another request.
  if (redirected.searchParams.get('state') !== state || !code) throw new CodedError('browserSignInFailed');

  const form = { grant_type: 'authorization_code', client_id, code, redirect_uri: redirectUri };
  const { ok, text } = await exchange(fetch, `${hostedUi.domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, code_verifier: verifier }),
  });
  const tokens = v.safeParse(v.pipe(v.string(), v.parseJson(), answered), text);
  if (!ok || !tokens.success) throw new CodedError('browserSignInFailed');
  const { id_token: IdToken, access_token: AccessToken, refresh_token: RefreshToken } = tokens.output;
  if (readClaims(IdToken)?.nonce !== nonce) throw new CodedError('browserSignInFailed');
  return readAuthAnswer({ AuthenticationResult: { IdToken, AccessToken, RefreshToken } }, '', now());
}

/**
 * The address that ends the browser's own session at the user pool.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function signOutAddress({ userPoolClientId, hostedUi }: Configuration, redirectUri: string): string {
  const asked = new URLSearchParams({ client_id: userPoolClientId, logout_uri: redirectUri });
  return `${hostedUi?.domain}/logout?${asked}`;
}

/** 256 bits. */
const makeSecret = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)).buffer);

const base64Url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
