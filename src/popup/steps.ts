/** The steps before somebody is signed in. They are what the background remembers while the popup is closed. */
import type { OperationInput } from '../contract/operations.ts';
import type { UnfinishedStep } from '../contract/session.ts';

export type Step = UnfinishedStep;
export type SignInStep = Extract<Step, { step: 'signIn' }>;
export type RegisterStep = Extract<Step, { step: 'register' }>;
export type ConfirmStep = Extract<Step, { step: 'confirm' }>;

/** Takes the person to another step, or keeps what they typed in this one. */
export type Go = (step: Step) => void;

export const signIn = (username = '', confirmed = false): SignInStep => ({
  step: 'signIn',
  username,
  confirmed,
});

export const register = (username = ''): RegisterStep => ({ step: 'register', username, email: '' });

/** With an empty destination it is not known where a code went, so the username is asked for as well. */
export const confirm = (username = '', destination = ''): ConfirmStep => ({
  step: 'confirm',
  username,
  destination,
  resendAt: 0,
});

/** What is remembered of a step: what was typed, never where a code went (the background knows that itself). */
export function toRemember(step: Step): OperationInput<'session.remember'> {
  switch (step.step) {
    case 'signIn':
      return { step: 'signIn', username: step.username, confirmed: step.confirmed };
    case 'register':
      return { step: 'register', username: step.username, email: step.email };
    case 'confirm':
      return { step: 'confirm', username: step.username };
  }
}

/** Whether remembering one of them would tell nothing new to who knows the other. */
export function isSameStep(one: Step, other: Step): boolean {
  return JSON.stringify(toRemember(one)) === JSON.stringify(toRemember(other));
}
