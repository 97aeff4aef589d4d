/**
 * The sign-in step of a person who is not signed in. The background owns it, so a popup that was closed opens at the
 * same step. The popup has only the texts that are being typed. Passwords and codes are never part of a step.
 */
import * as v from 'valibot';
import { sentCode } from './account.ts';
import { attributes } from './account-fields.ts';
import { challenge } from './challenge.ts';

/** The reason why a person is asked to sign in: their last action, or a step that took too long. */
export const signInNote = v.picklist(['confirmed', 'reset', 'deleted', 'expired']);
export type SignInNote = v.InferOutput<typeof signInNote>;

/** A text as it is typed, complete or not. */
const typed = v.pipe(v.string(), v.maxLength(254));
const username = typed;
const register = v.object({ step: v.literal('register'), username, email: typed, attributes });

export const signInStep = v.union([
  v.object({ step: v.literal('signIn'), username, note: v.nullable(signInNote) }),
  register,
  v.object({ step: v.literal('confirm'), username, ...sentCode.entries }),
  v.object({ step: v.literal('forgot'), username }),
  /** The person sets a new password with the code that was sent. */
  v.object({ step: v.literal('reset'), username, ...sentCode.entries }),
  /** The user pool asks a challenge before it lets the person in. */
  v.object({ step: v.literal('challenge'), username, challenge }),
]);
export type SignInStep = v.InferOutput<typeof signInStep>;

/** A step that a person goes to by themselves, with the texts that they type there. */
export const typedStep = v.union([
  v.object({ step: v.picklist(['signIn', 'confirm', 'forgot']), username }),
  register,
]);
export type TypedStep = v.InferOutput<typeof typedStep>;
