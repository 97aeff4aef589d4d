import type { SignInStep, TypedStep } from './sign-in-step.ts';

/**
 * Adds typed texts to a step. A sent code belongs to one username. For another username, its destination is unknown.
 * @param step the step before; null if there was none
 */
export function withTyped(step: SignInStep | null, given: TypedStep): SignInStep {
  const { username } = given;
  switch (given.step) {
    case 'signIn':
      return { step: 'signIn', username, note: step?.step === 'signIn' ? step.note : null };
    case 'confirm':
      return step?.step === 'confirm' && step.username === username.trim()
        ? { ...step, username }
        : { step: 'confirm', username, destination: '', resendAt: 0 };
    case 'forgot':
      return { step: 'forgot', username };
    case 'register':
      return given;
  }
}
