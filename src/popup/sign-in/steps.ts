/** The steps before a sign-in, as the popup shows them. */
import type { SignInStep, TypedStep } from '../../contract/sign-in-step.ts';
import { withTyped } from '../../contract/with-typed.ts';

type StepOf<Name extends SignInStep['step']> = Extract<SignInStep, { step: Name }>;
export type PasswordStep = StepOf<'signIn'>;
export type SignUpStep = StepOf<'register'>;
export type ConfirmStep = StepOf<'confirm'>;
export type ForgotStep = StepOf<'forgot'>;
export type ResetStep = StepOf<'reset'>;
export type ChallengeStep = StepOf<'challenge'>;

/** Moves the person to another step, or keeps the texts typed in this one. */
export type Go = (typed: TypedStep) => void;

export const signIn = (username = ''): TypedStep => ({ step: 'signIn', username });
export const register = (username = ''): TypedStep => ({
  step: 'register',
  username,
  email: '',
  attributes: {},
});
export const confirm = (username = ''): TypedStep => ({ step: 'confirm', username });
export const forgot = (username = ''): TypedStep => ({ step: 'forgot', username });

/**
 * The person's last action in this popup: typing, or a move to another step. `turn` is the background's at that time.
 */
export interface Typed {
  turn: number;
  typed: TypedStep;
}

/** The step to show: the background's, with the texts typed since then. */
export function shownStep(known: { step: SignInStep | null; turn: number }, last: Typed | null): SignInStep {
  if (last?.turn === known.turn) return withTyped(known.step, last.typed);
  return known.step ?? withTyped(null, signIn());
}
