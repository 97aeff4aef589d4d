/** Register, confirm, resend, recover: steps that outlive the popup, because their user must leave it to read the mail. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import type { PasswordRecovery } from '../../core/auth/recovery.ts';
import type { NewUser, UserPool } from '../../core/auth/user-pool.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { resendPause, type SignInStepStore } from './sign-in-step.ts';

/** A registration that has been sent and not been answered: the worker may have died in between. */
export const sentSignUp = v.object({ username: v.string(), email: v.string() });
export type SentSignUp = v.InferOutput<typeof sentSignUp>;

export interface SignUp {
  register(input: NewUser): Promise<{ username: string; destination: string }>;
  confirm(input: { username: string; code: string }): Promise<{ username: string }>;
  resendCode(input: { username: string }): Promise<{ destination: string; resendAt: number }>;
  /** Sign-in of a user who has not confirmed: to the confirm step, with a new mail. */
  confirmFirst(username: string): Promise<{ destination: string }>;
  /** Sends a code for another password, or another one. */
  forgotPassword(input: { username: string }): Promise<{ destination: string; resendAt: number }>;
  resetPassword(input: { username: string; code: string; password: string }): Promise<{ username: string }>;
  /** A registration that was sent is of no account any more, as when another cloud is configured. */
  forget(): Promise<void>;
}

export function createSignUp(
  { remember }: SignInStepStore,
  sent: StorageItem<SentSignUp>,
  userPool: () => Omit<UserPool, 'signIn'> & PasswordRecovery,
  now: () => number,
): SignUp {
  async function toConfirm(
    username: string,
    destination: string,
  ): Promise<{ username: string; destination: string }> {
    await remember({ step: 'confirm', username, destination, resendAt: now() + resendPause });
    await sent.remove();
    return { username, destination };
  }

  /** @param pool the one that the person is at */
  async function resendCode(
    { username }: { username: string },
    pool = userPool(),
  ): Promise<{ destination: string; resendAt: number }> {
    const { destination } = await pool.resendCode({ username });
    const resendAt = now() + resendPause;
    await remember({ step: 'confirm', username, destination, resendAt });
    return { destination, resendAt };
  }

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
        return { username, destination: '' };
      } catch (error) {
        const answered =
          error instanceof CodedError && !['offline', 'timeout', 'badAnswer'].includes(error.code);
        // The name is taken by ourselves when an earlier try went out and its answer never came back.
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
          // Confirmed by an earlier try (or by the mail's link) is what was wanted.
          if (!(error instanceof CodedError && error.code === 'alreadyConfirmed')) throw error;
        });
      await remember({ step: 'signIn', username, note: 'confirmed' });
      return { username };
    },
    resendCode: (input) => resendCode(input),
    async confirmFirst(username) {
      const pool = userPool();
      await remember({ step: 'confirm', username, destination: '', resendAt: 0 });
      // The confirm step is the right place even when no mail can be sent now: it has a button for it.
      return resendCode({ username }, pool).catch((error: unknown) => {
        if (error instanceof CodedError) return { destination: '' };
        throw error;
      });
    },
    async forgotPassword({ username }) {
      const { destination } = await userPool().forgotPassword({ username });
      const resendAt = now() + resendPause;
      await remember({ step: 'reset', username, destination, resendAt });
      return { destination, resendAt };
    },
    async resetPassword({ username, code, password }) {
      await userPool().resetPassword({ username, code, password });
      await remember({ step: 'signIn', username, note: 'reset' });
      return { username };
    },
  };
}
