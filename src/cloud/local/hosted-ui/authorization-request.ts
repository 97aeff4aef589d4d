/** Parses and checks a request to `/oauth2/authorize`. */

import type { UserPoolSettings } from '../user-pool/settings/settings.ts';
import { withParameters } from './redirect.ts';

export interface AuthorizationRequest {
  redirectUri: string;
  scopes: readonly string[];
  /** Returned unchanged; null if the client sent none. */
  state: string | null;
  nonce: string | null;
  /** Base64url SHA-256 of the verifier; null if the client sent none. */
  codeChallenge: string | null;
  /** The unchanged query, for the address of the login page. */
  query: string;
}

/** A refused request. It is answered by a page if no redirect address can be trusted. */
export type Refusal = { kind: 'page'; message: string } | { kind: 'redirect'; location: string };

/** https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html and RFC 6749, 4.1.1 */
export function readAuthorizationRequest(
  query: string,
  { clientId, oauth }: UserPoolSettings,
): AuthorizationRequest | Refusal {
  const given = new URLSearchParams(query);
  if (!oauth) return page('This app client has no hosted sign-in.');
  if (new Set(given.keys()).size !== [...given.keys()].length) return page('A parameter was given twice.');
  if (given.get('client_id') !== clientId) return page('The app client does not exist.');
  const redirectUri = given.get('redirect_uri') ?? '';
  if (!oauth.callbackUrls.includes(redirectUri)) {
    return page("The address to return to is not one of the app client's.");
  }
  const state = given.get('state');
  const refuse = (error: string, description: string): Refusal => ({
    kind: 'redirect',
    location: withParameters(redirectUri, { error, error_description: description, state }),
  });
  if (given.get('response_type') !== 'code' || !oauth.flows.includes('code')) {
    return refuse('unsupported_response_type', 'Only response_type=code is offered.');
  }
  const asked = given.get('scope')?.split(' ').filter(Boolean) ?? [];
  const scopes = asked.length > 0 ? asked : oauth.scopes;
  if (scopes.some((one) => !oauth.scopes.includes(one))) return refuse('invalid_scope', 'Unknown scope.');
  const codeChallenge = given.get('code_challenge');
  const method = given.get('code_challenge_method');
  if ((codeChallenge !== null || method !== null) && method !== 'S256') {
    return refuse('invalid_request', 'code_challenge_method must be S256.');
  }
  if (method !== null && !/^[A-Za-z0-9_-]{43}$/.test(codeChallenge ?? '')) {
    return refuse('invalid_request', 'code_challenge is no SHA-256 in base64url.');
  }
  return { redirectUri, scopes, state, nonce: given.get('nonce'), codeChallenge, query };
}

const page = (message: string): Refusal => ({ kind: 'page', message });
