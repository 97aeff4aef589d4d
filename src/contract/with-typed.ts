import type { SignInStep, TypedStep } from './sign-in-step.ts';

/**
 * The step with what was typed. A code that was sent belongs to one username: for another one it is not known where it went.
 * @param step the step before; null where there was none
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
