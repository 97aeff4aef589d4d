import * as v from 'valibot';
import { isFresh, type TokenSet } from './tokens.ts';

/** Temporary AWS credentials of one identity. */
export const awsCredentials = v.object({
  identityId: v.string(),
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
  sessionToken: v.string(),
  /** Epoch ms on the server's clock. */
  expiration: v.number(),
});
export type IdentityCredentials = v.InferOutput<typeof awsCredentials>;

/** Temporary AWS credentials with their owner. */
export const credentials = v.object({
  ...awsCredentials.entries,
  /** The `sub` of their owner, null for the guest. */
  owner: v.nullable(v.string()),
});
export type Credentials = v.InferOutput<typeof credentials>;

/**
 * The three sources of credentials in the original sample: the guest's without a session, the ID token's for a valid
 * session, and a refresh first for an expired one. Fresh credentials need none of them.
 */
export type CredentialSource = 'kept' | 'guest' | 'login' | 'refresh';

export function chooseCredentialSource(
  state: { owner: string | null; credentials: Credentials | null; tokens: TokenSet | null },
  now: number,
  clockOffset: number,
): CredentialSource {
  const { owner, tokens } = state;
  const kept = state.credentials;
  if (kept && kept.owner === owner && isFresh(kept.expiration, now, clockOffset)) return 'kept';
  if (owner === null) return 'guest';
  return tokens && isFresh(tokens.expiresAt, now, clockOffset) ? 'login' : 'refresh';
}
