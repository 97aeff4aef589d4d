/** The steps before somebody is signed in. They are what the background remembers while the popup is closed. */
import type { OperationInput, SignInOutcome } from '../../contract/operations.ts';
import type { SignInNote, SignInStep } from '../../contract/session.ts';

export type Step = SignInStep;
export type PasswordStep = Extract<Step, { step: 'signIn' }>;
export type SignUpStep = Extract<Step, { step: 'register' }>;
export type ConfirmStep = Extract<Step, { step: 'confirm' }>;
export type ForgotStep = Extract<Step, { step: 'forgot' }>;
export type ResetStep = Extract<Step, { step: 'reset' }>;
export type ChallengeStep = Extract<Step, { step: 'challenge' }>;

/** Takes the person to another step, or keeps what they typed in this one. */
export type Go = (step: Step) => void;

/** @param note what led here */
export const signIn = (username = '', note: SignInNote | null = null): PasswordStep => ({
  step: 'signIn',
  username,
  note,
});

export const register = (username = ''): SignUpStep => ({
  step: 'register',
  username,
  email: '',
  attributes: {},
});

/** With an empty destination it is not known where a code went, so the username is asked for as well. */
export const confirm = (username = '', destination = ''): ConfirmStep => ({
  step: 'confirm',
  username,
  destination,
  resendAt: 0,
});

export const forgot = (username = ''): ForgotStep => ({ step: 'forgot', username });

/** With an empty destination it is not known where a code went. */
export const reset = (username: string, destination = '', resendAt = 0): ResetStep => ({
  step: 'reset',
  username,
  destination,
  resendAt,
});

/** The step that a sign-in leads to; null once there is an account's screen to show. */
export function stepAfter(outcome: SignInOutcome): Step | null {
  switch (outcome.step) {
    case 'signedIn':
      return null;
    case 'confirm':
      return confirm(outcome.username, outcome.destination);
    case 'reset':
      return reset(outcome.username);
    case 'challenge':
      return outcome;
  }
}

/** What is remembered of a step: what was typed, never where a code went (the background knows that itself). */
export function toRemember(step: Step): OperationInput<'session.remember'> {
  switch (step.step) {
    case 'signIn':
      return { step: 'signIn', username: step.username, note: step.note };
    case 'register':
      return {
        step: 'register',
        username: step.username,
        email: step.email,
        attributes: step.attributes,
      };
    default:
      return { step: step.step, username: step.username };
  }
}

/** Whether remembering one of them would tell nothing new to who knows the other. */
export function isSameStep(one: Step, other: Step): boolean {
  return JSON.stringify(toRemember(one)) === JSON.stringify(toRemember(other));
}
