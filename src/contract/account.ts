/** The details of a person's own account. They contain no token and no key. */
import * as v from 'valibot';
import type { Factor } from './challenge.ts';

/** A code that was sent. */
export const sentCode = v.object({
  /** The address, masked by the user pool; empty if unknown. */
  destination: v.string(),
  /** Earliest time of the next code, epoch ms. */
  resendAt: v.number(),
});
export type SentCode = v.InferOutput<typeof sentCode>;

/** A changed address that is not verified yet. */
export const pendingChange = v.object({
  value: v.string(),
  /** The old address, if the user pool replaced it at once. Null if the old one is used until the new one is verified. */
  replaced: v.optional(v.nullable(v.string()), null),
  ...sentCode.entries,
});
export type PendingChange = v.InferOutput<typeof pendingChange>;

/** The choices of minutes until a session ends on an idle computer. */
export const lockTimes = [5, 15, 60] as const;
export type LockTime = (typeof lockTimes)[number];

export interface AccountDetails {
  /** By Cognito's names. */
  attributes: Record<string, string>;
  pending: Record<string, PendingChange>;
  /** The second factors of the sign-in. */
  factors: Factor[];
  preferred: Factor | null;
  /** The decoded claims of the ID token. */
  claims: Record<string, unknown>;
  /** Expiry of the tokens, epoch ms; they are refreshed before. */
  tokensUntil: number;
  identityId: string | null;
  /** Whether the session outlives the browser. */
  keep: boolean;
  /** Null if an idle computer does not end the session. */
  lockAfter: LockTime | null;
}
