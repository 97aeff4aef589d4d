/** What a person may see of their own account. No token, no key. */
import * as v from 'valibot';
import type { Factor } from './challenge.ts';

/** A code that was sent. */
export const sentCode = v.object({
  /** Where it went, masked by the user pool; empty when unknown. */
  destination: v.string(),
  /** Earliest time of the next one, epoch ms. */
  resendAt: v.number(),
});
export type SentCode = v.InferOutput<typeof sentCode>;

/** A changed address whose code has not been given yet. Until then the old one counts. */
export const pendingChange = v.object({ value: v.string(), ...sentCode.entries });
export type PendingChange = v.InferOutput<typeof pendingChange>;

/** Minutes after which a session may end when nobody is at the computer. */
export const lockTimes = [5, 15, 60] as const;
export type LockTime = (typeof lockTimes)[number];

export interface AccountDetails {
  /** By Cognito's names. */
  attributes: Record<string, string>;
  pending: Record<string, PendingChange>;
  /** The ways to a code that are asked for at a sign-in. */
  factors: Factor[];
  preferred: Factor | null;
  /** What the ID token says, decoded. */
  claims: Record<string, unknown>;
  /** When the tokens run out, epoch ms; they are refreshed before. */
  tokensUntil: number;
  identityId: string | null;
  /** Whether the session outlives the browser. */
  keep: boolean;
  /** Null where it is not to end by itself. */
  lockAfter: LockTime | null;
}
