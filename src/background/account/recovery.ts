/** Recovery of an account by a code, after its person forgot the password. The steps outlive the popup. */
import type { SentCode } from '../../contract/account.ts';
import type { PasswordRecovery } from '../../core/auth/recovery.ts';
import { type SignInStepStore, toCode } from './sign-in-step.ts';

export interface Recovery {
  /** Sends a code for a new password, or sends it again. */
  forgotPassword(input: { username: string }): Promise<SentCode>;
  resetPassword(input: { username: string; code: string; password: string }): Promise<void>;
}

/**
 * @param userPool of the present configuration
 * @param now our clock, epoch ms
 */
export const createRecovery = (
  signInStep: SignInStepStore,
  userPool: () => PasswordRecovery,
  now: () => number,
): Recovery => ({
  async forgotPassword(person) {
    const { destination } = await userPool().forgotPassword(person);
    return toCode(signInStep, 'reset', person.username, destination, now());
  },
  async resetPassword(input) {
    await userPool().resetPassword(input);
    await signInStep.remember({ step: 'signIn', username: input.username, note: 'reset' });
  },
});
