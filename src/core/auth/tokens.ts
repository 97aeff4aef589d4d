import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { parseAnswer, parseOrNull } from '../parse.ts';

export type IdToken = string & { readonly token: 'id' };
export type AccessToken = string & { readonly token: 'access' };
export type RefreshToken = string & { readonly token: 'refresh' };

/** A stored token of this kind. A token of another kind is never stored in its place. */
const kept = <T extends string>() =>
  v.pipe(
    v.string(),
    v.transform((token) => token as T), // branded here
  );
export const keptRefreshToken = kept<RefreshToken>();

/** The parsed answer of a user pool to a sign-in or a refresh. Times are epoch ms on the server's clock. */
export const tokenSet = v.object({
  idToken: kept<IdToken>(),
  accessToken: kept<AccessToken>(),
  sub: v.string(),
  username: v.string(),
  email: v.string(),
  /** The earlier expiry of the two tokens. */
  expiresAt: v.number(),
  /** The server's clock minus ours when the tokens arrived, ms. */
  clockOffset: v.number(),
  /** Time before the expiry at which they are renewed, so that no call waits for it, ms. */
  lead: v.number(),
});
export type TokenSet = v.InferOutput<typeof tokenSet>;

const idClaims = v.object({
  sub: v.string(),
  token_use: v.literal('id'),
  'cognito:username': v.string(),
  email: v.optional(v.string(), ''),
  iat: v.number(),
  exp: v.number(),
});
const accessClaims = v.object({ sub: v.string(), token_use: v.literal('access'), exp: v.number() });

/** Longest {@link TokenSet.lead}, ms. Tokens of a short life have a quarter of it. */
const longestLead = 5 * 60_000;

/** A smaller difference between the clocks is network delay, ms. */
const tolerableDrift = 5_000;

/**
 * Parses a pair of tokens. Signatures are not checked: the tokens come directly from the user pool over TLS, and the
 * identity pool and the APIs check them. https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation (6.)
 *
 * @param now our clock at the arrival, epoch ms
 * @throws CodedError `badAnswer` if either is not the expected token, or they belong to different users
 */
export function readTokens(tokens: { idToken: string; accessToken: string }, now: number): TokenSet {
  const id = parseAnswer(idClaims, decodePayload(tokens.idToken));
  const access = parseAnswer(accessClaims, decodePayload(tokens.accessToken));
  if (id.sub !== access.sub) throw new CodedError('badAnswer');
  const drift = id.iat * 1000 - now;
  const expiresAt = Math.min(id.exp, access.exp) * 1000;
  return {
    // Branded here, where their kind has just been checked.
    idToken: tokens.idToken as IdToken,
    accessToken: tokens.accessToken as AccessToken,
    sub: id.sub,
    username: id['cognito:username'],
    email: id.email,
    expiresAt,
    clockOffset: Math.abs(drift) > tolerableDrift ? drift : 0,
    lead: Math.min(longestLead, (expiresAt - id.iat * 1000) / 4),
  };
}

/** Time before its expiry at which a token or credential is no longer used, ms: it must outlive its call. */
export const expiryMargin = 60_000;

/**
 * Whether something that expires may still be used.
 * @param expiresAt epoch ms on the server's clock
 * @param now epoch ms on ours
 * @param clockOffset server's clock minus ours, ms
 */
export function isFresh(expiresAt: number, now: number, clockOffset: number): boolean {
  return now + clockOffset < expiresAt - expiryMargin;
}

/** The claims of a token; null if it is not a token, or if its payload is not an object. */
export const readClaims = (token: string): Record<string, unknown> | null =>
  parseOrNull(v.record(v.string(), v.unknown()), decodePayload(token));

/** The JSON payload of a JWS in compact form (RFC 7515), or null if it is not one. */
function decodePayload(token: string): unknown {
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  try {
    const binary = atob((parts[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
