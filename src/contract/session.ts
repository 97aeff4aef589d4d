/** What screens know of the session: never a token, a key or a password. */
import type { SafeError } from './errors.ts';
import type { PasswordPolicy } from './password.ts';

/** An unfinished step, so that a popup closed on the way opens where it was. Passwords and codes are never part of it. */
export type UnfinishedStep =
  | { step: 'signIn'; username: string; confirmed: boolean }
  | { step: 'register'; username: string; email: string }
  | {
      step: 'confirm';
      username: string;
      /** Where the code went, masked by the user pool; empty when unknown. */
      destination: string;
      /** Earliest time of the next resend, epoch ms. */
      resendAt: number;
    };

/** What a person wanted when they were asked to sign in; the screen returns there. */
export type Intent = 'addTask' | null;

export interface SessionView {
  /** Raised by each sign-in, sign-out and change of configuration. */
  epoch: number;
  configured: boolean;
  /** The configuration's fault, when there is one: which part, and what is wrong with it. */
  fault: SafeError | null;
  passwordPolicy: PasswordPolicy | null;
  account: { username: string; email: string; sub: string } | null;
  /** The identity in use, once there is one. */
  identityId: string | null;
  /** Set when the session ended by itself (dead refresh token) and nobody has signed in since. */
  ended: boolean;
  unfinished: UnfinishedStep | null;
  intent: Intent;
  /** The person has to accept the terms before anything of theirs is written. */
  termsRequired: boolean;
  /** Changes written here that the server has not confirmed yet. */
  unsent: number;
}

/** The session as a web page's content script may know it: no personal data. */
export interface PublicSession {
  signedIn: boolean;
  configured: boolean;
}
