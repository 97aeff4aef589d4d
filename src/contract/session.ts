/** What screens know of the session: never a token, a key or a password. */
import * as v from 'valibot';
import type { PasswordPolicy } from '../domain/password.ts';
import type { SafeError } from './errors.ts';
import type { SignInStep } from './sign-in-step.ts';

/**
 * The reason why a session ended by itself: its time was over or it was ended elsewhere; its account is gone; its password has
 * to be reset; it has to be confirmed; nobody was at this computer.
 */
export const endReasons = ['expired', 'gone', 'reset', 'unconfirmed', 'idle'] as const;
export type EndReason = (typeof endReasons)[number];

/** The thing that a person wanted when they were asked to sign in; the screen returns there. Null: nothing. */
export const intent = v.nullable(v.literal('addTask'));
export type Intent = v.InferOutput<typeof intent>;

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
  /** Raised each time the background goes on to another step by itself: what was typed before is of no account any more. */
  signInTurn: number;
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
