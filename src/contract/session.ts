/** What screens know of the session: never a token, a key or a password. */

import type { PasswordPolicy } from '../domain/password.ts';
import type { Challenge } from './challenge.ts';
import type { SafeError } from './errors.ts';

/**
 * Why a session ended by itself: its time was over or it was ended elsewhere; its account is gone; its password has to be
 * reset; it has to be confirmed; nobody was at this computer.
 */
export const endReasons = ['expired', 'gone', 'reset', 'unconfirmed', 'idle'] as const;
export type EndReason = (typeof endReasons)[number];

/** What led a person to signing in: what they have just done, or a step that took too long. */
export const signInNotes = ['confirmed', 'reset', 'deleted', 'expired'] as const;
export type SignInNote = (typeof signInNotes)[number];

/** An unfinished step, so that a popup closed on the way opens where it was. Passwords and codes are never part of it. */
export type SignInStep =
  | { step: 'signIn'; username: string; note: SignInNote | null }
  | { step: 'register'; username: string; email: string; attributes: Record<string, string> }
  | {
      step: 'confirm';
      username: string;
      /** Where the code went, masked by the user pool; empty when unknown. */
      destination: string;
      /** Earliest time of the next resend, epoch ms. */
      resendAt: number;
    }
  | { step: 'forgot'; username: string }
  /** A new password by a code, which went to `destination`. */
  | { step: 'reset'; username: string; destination: string; resendAt: number }
  /** The user pool wants to know more before it lets the person in. */
  | { step: 'challenge'; username: string; challenge: Challenge };

/** What a person wanted when they were asked to sign in; the screen returns there. */
export type Intent = 'addTask' | null;

export interface SessionView {
  /** Raised by each sign-in, sign-out and change of configuration. */
  epoch: number;
  configured: boolean;
  /** The configuration's fault, when there is one: which part, and what is wrong with it. */
  fault: SafeError | null;
  /** Whether the user pool has a sign-in page of its own. */
  hostedUi: boolean;
  passwordPolicy: PasswordPolicy | null;
  /** What newcomers are asked for, by Cognito's names. */
  attributes: { required: string[]; optional: string[] };
  account: { username: string; email: string; sub: string } | null;
  /** The identity in use, once there is one. */
  identityId: string | null;
  /** Set when the session ended by itself and nobody has signed in since. */
  ended: EndReason | null;
  signInStep: SignInStep | null;
  intent: Intent;
  /** The person has to accept the terms before anything of theirs is written. */
  termsRequired: boolean;
  /** Changes written here that the server has not confirmed yet. */
  unsent: number;
  /** Those of accounts whose session ended here, about which the person who is here now has not been asked yet. */
  departedUnsent: number;
  /** Open tasks that are due today or overdue; null where nothing has made the background count them yet. */
  due: number | null;
}

/** The session as a web page's content script may know it: no personal data. */
export interface PublicSession {
  signedIn: boolean;
  configured: boolean;
}
