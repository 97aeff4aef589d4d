/** The session as the screens see it. It never contains a token, a key or a password. */
import * as v from 'valibot';
import type { PasswordPolicy } from '../domain/password.ts';
import type { UsernameForm } from '../domain/username.ts';
import type { SafeError } from './errors.ts';
import type { SignInStep } from './sign-in-step.ts';

/**
 * The reason why a session ended by itself: it expired or was ended elsewhere; its account is gone; its password must
 * be reset; the account must be confirmed; the computer was idle.
 */
export const endReasons = ['expired', 'gone', 'reset', 'unconfirmed', 'idle'] as const;
export type EndReason = (typeof endReasons)[number];

/** The goal of a person who was asked to sign in; the screen returns there. Null if there is none. */
export const intent = v.nullable(v.literal('addTask'));
export type Intent = v.InferOutput<typeof intent>;

export interface SessionView {
  /** Raised by each sign-in, sign-out and change of configuration. */
  epoch: number;
  configured: boolean;
  /** The fault of the configuration, if there is one: the part, and what is wrong with it. */
  fault: SafeError | null;
  /** Whether the user pool has a sign-in page of its own. */
  hostedUi: boolean;
  passwordPolicy: PasswordPolicy | null;
  /** Attributes of the registration form, by Cognito's names. */
  attributes: { required: string[]; optional: string[] };
  usernames: UsernameForm;
  account: { username: string; email: string; sub: string } | null;
  /** The identity in use, once there is one. */
  identityId: string | null;
  /** Set if the session ended by itself and nobody has signed in since. */
  ended: EndReason | null;
  signInStep: SignInStep | null;
  /** Raised each time the background itself moves to another step. Texts typed before are then ignored. */
  signInTurn: number;
  intent: Intent;
  /** The person must accept the terms before any of their data is stored. */
  termsRequired: boolean;
  /** Number of changes here that the server has not confirmed yet. */
  unsent: number;
  /**
   * Number of unsent changes of accounts whose session ended here. The present person has not decided about them yet.
   */
  departedUnsent: number;
  /** Number of open tasks that are due today or overdue; null if they are not counted yet. */
  due: number | null;
}

/** The session as a web page's content script sees it. It contains no personal data. */
export interface PublicSession {
  signedIn: boolean;
  configured: boolean;
}
