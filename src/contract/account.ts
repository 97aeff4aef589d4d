/** What a person may see of their own account. No token, no key. */
import type { Factor } from './challenge.ts';

/** A changed address whose code has not been given yet. Until then the old one counts. */
export interface PendingChange {
  value: string;
  /** Where the code went, masked by the user pool. */
  destination: string;
  /** Earliest time of the next code, epoch ms. */
  resendAt: number;
}

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
