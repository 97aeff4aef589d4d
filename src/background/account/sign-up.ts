/** Registration and confirmation. The steps outlive the popup, because the person must leave it to read the mail. */
import * as v from 'valibot';
import type { SentCode } from '../../contract/account.ts';
import { CodedError, hasCode } from '../../contract/errors.ts';
import type { NewUser, UserPool } from '../../core/auth/user-pool.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { type SignInStepStore, toCode } from './sign-in-step.ts';

/** A registration without an answer yet: the worker may have died meanwhile. */
export const sentSignUp = v.object({ username: v.string(), email: v.string() });
export type SentSignUp = v.InferOutput<typeof sentSignUp>;

/** Failures after which the registration may have been done. The user pool makes the user before it sends the code. */
const perhapsDone = [
  'offline',
  'timeout',
  'badAnswer',
  'answerTooLarge',
  'serverError',
  'codeNotSent',
] as const;

export interface SignUp {
  register(input: NewUser): Promise<void>;
  confirm(input: { username: string; code: string }): Promise<void>;
  resendCode(input: { username: string }): Promise<SentCode>;
  /** Moves a user who is not confirmed from the sign-in to the confirm step, and sends a new mail. */
  confirmFirst(username: string): Promise<void>;
  /** Forgets a registration that was sent, as for another configured cloud. */
  forget(): Promise<void>;
}

export function createSignUp(
  signInStep: SignInStepStore,
  sent: StorageItem<SentSignUp>,
  userPool: () => UserPool,
  now: () => number,
): SignUp {
  const { remember } = signInStep;

  const toConfirm = (username: string, destination: string) =>
    toCode(signInStep, 'confirm', username, destination, now());

  const resendCode: SignUp['resendCode'] = async (person) =>
    toConfirm(person.username, (await userPool().resendCode(person)).destination);

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
        if (confirmed) await remember({ step: 'signIn', username, note: 'confirmed' });
        else await toConfirm(username, destination);
      } catch (error) {
        // An earlier try of ours has taken the name, though its answer was lost or a failure.
        const ours = before?.username === username && before.email === email;
        if (!ours || !hasCode(error, 'usernameTaken')) {
          if (error instanceof CodedError && !hasCode(error, ...perhapsDone)) await sent.remove();
          throw error;
        }
        await toConfirm(username, '');
      }
      await sent.remove();
    },
    async confirm({ username, code }) {
      await userPool()
        .confirm({ username, code })
        .catch((error: unknown) => {
          // An earlier try, or the mail's link, has confirmed the user: that is the wanted state.
          if (!hasCode(error, 'alreadyConfirmed')) throw error;
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
  };
}
