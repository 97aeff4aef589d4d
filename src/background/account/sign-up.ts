/**
 * Registration, confirmation and recovery. The steps outlive the popup, because the person must leave it to read the
 * mail.
 */
import * as v from 'valibot';
import type { SentCode } from '../../contract/account.ts';
import { CodedError } from '../../contract/errors.ts';
import type { PasswordRecovery } from '../../core/auth/recovery.ts';
import type { NewUser, UserPool } from '../../core/auth/user-pool.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { codeSent, type SignInStepStore } from './sign-in-step.ts';

/** A registration without an answer yet: the worker may have died meanwhile. */
export const sentSignUp = v.object({ username: v.string(), email: v.string() });
export type SentSignUp = v.InferOutput<typeof sentSignUp>;

export interface SignUp {
  register(input: NewUser): Promise<void>;
  confirm(input: { username: string; code: string }): Promise<void>;
  resendCode(input: { username: string }): Promise<SentCode>;
  /** Moves a user who is not confirmed from the sign-in to the confirm step, and sends a new mail. */
  confirmFirst(username: string): Promise<void>;
  /** Sends a code for a new password, or sends it again. */
  forgotPassword(input: { username: string }): Promise<SentCode>;
  resetPassword(input: { username: string; code: string; password: string }): Promise<void>;
  /** Forgets a registration that was sent, as for another configured cloud. */
  forget(): Promise<void>;
}

export function createSignUp(
  { remember }: SignInStepStore,
  sent: StorageItem<SentSignUp>,
  userPool: () => Omit<UserPool, 'signIn'> & PasswordRecovery,
  now: () => number,
): SignUp {
  /** Moves to the code that has just been sent. */
  async function toCode(
    step: 'confirm' | 'reset',
    { username }: { username: string },
    destination: string,
  ): Promise<SentCode> {
    const code = codeSent(destination, now());
    await remember({ step, username, ...code });
    return code;
  }

  async function toConfirm(username: string, destination: string): Promise<void> {
    await toCode('confirm', { username }, destination);
    await sent.remove();
  }

  const resendCode: SignUp['resendCode'] = async (person) =>
    toCode('confirm', person, (await userPool().resendCode(person)).destination);

  return {
    forget: () => sent.remove(),
    async register(input) {
      const { username, email, attributes = {} } = input;
      const pool = userPool();
      const before = await sent.get();
      await remember({ step: 'register', username, email, attributes });
      await sent.set({ username, email });
      try {
        const { confirmed, destination } = await pool.register(input);
        if (!confirmed) return await toConfirm(username, destination);
        await remember({ step: 'signIn', username, note: 'confirmed' });
        await sent.remove();
      } catch (error) {
        const answered =
          error instanceof CodedError && !['offline', 'timeout', 'badAnswer'].includes(error.code);
        // An earlier try of ours has taken the name, and its answer was lost.
        const ours = before?.username === username && before.email === email;
        if (answered && error.code === 'usernameTaken' && ours) return toConfirm(username, '');
        if (answered) await sent.remove();
        throw error;
      }
    },
    async confirm({ username, code }) {
      await userPool()
        .confirm({ username, code })
        .catch((error: unknown) => {
          // An earlier try, or the mail's link, has confirmed the user: that is the wanted state.
          if (!(error instanceof CodedError && error.code === 'alreadyConfirmed')) throw error;
        });
      await remember({ step: 'signIn', username, note: 'confirmed' });
    },
    resendCode,
    async confirmFirst(username) {
      await resendCode({ username }).catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        // The confirm step is right even if no mail can be sent now: it has a button for that.
        return remember({ step: 'confirm', username, destination: '', resendAt: 0 });
      });
    },
    forgotPassword: async (person) =>
      toCode('reset', person, (await userPool().forgotPassword(person)).destination),
    async resetPassword({ username, code, password }) {
      await userPool().resetPassword({ username, code, password });
      await remember({ step: 'signIn', username, note: 'reset' });
    },
  };
}
