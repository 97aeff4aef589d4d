/** Register, confirm, resend: steps that outlive the popup, because their user must leave it to read the mail. */
import * as v from 'valibot';
import { CodedError } from '../contract/errors.ts';
import type { UnfinishedStep } from '../contract/session.ts';
import type { UserPool } from '../core/auth/user-pool.ts';
import type { Item } from '../core/item.ts';

/** How long a person waits before another mail can be asked for, ms. */
const resendPause = 30_000;

export const unfinishedStep = v.variant('step', [
  v.object({ step: v.literal('signIn'), username: v.string(), confirmed: v.boolean() }),
  v.object({ step: v.literal('register'), username: v.string(), email: v.string() }),
  v.object({
    step: v.literal('confirm'),
    username: v.string(),
    destination: v.string(),
    resendAt: v.number(),
  }),
]);

/** A registration that has been sent and not been answered: the worker may have died in between. */
export const sentRegistration = v.object({ username: v.string(), email: v.string() });
export type SentRegistration = v.InferOutput<typeof sentRegistration>;

export interface Registration {
  unfinished(): UnfinishedStep | null;
  remember(step: UnfinishedStep | null): Promise<void>;
  /** The confirm step of a user, with what is known of the mail. */
  confirmStep(username: string): UnfinishedStep;
  register(input: {
    username: string;
    email: string;
    password: string;
  }): Promise<{ username: string; destination: string }>;
  confirm(input: { username: string; code: string }): Promise<{ username: string }>;
  resendCode(input: { username: string }): Promise<{ destination: string; resendAt: number }>;
  /** Sign-in of a user who has not confirmed: to the confirm step, with a new mail. */
  confirmFirst(username: string): Promise<{ destination: string }>;
}

export async function restoreRegistration(
  stores: { unfinished: Item<UnfinishedStep>; sent: Item<SentRegistration> },
  userPool: () => UserPool,
  now: () => number,
  changed: () => void,
): Promise<Registration> {
  let unfinished = await stores.unfinished.get();

  async function remember(step: UnfinishedStep | null): Promise<void> {
    unfinished = step;
    if (step) await stores.unfinished.set(step);
    else await stores.unfinished.remove();
    changed();
  }

  async function toConfirm(
    username: string,
    destination: string,
  ): Promise<{ username: string; destination: string }> {
    await remember({ step: 'confirm', username, destination, resendAt: now() + resendPause });
    await stores.sent.remove();
    return { username, destination };
  }

  async function resendCode({
    username,
  }: {
    username: string;
  }): Promise<{ destination: string; resendAt: number }> {
    const { destination } = await userPool().resendCode({ username });
    const resendAt = now() + resendPause;
    await remember({ step: 'confirm', username, destination, resendAt });
    return { destination, resendAt };
  }

  return {
    unfinished: () => unfinished,
    remember,
    confirmStep: (username) =>
      unfinished?.step === 'confirm' && unfinished.username === username
        ? unfinished
        : { step: 'confirm', username, destination: '', resendAt: 0 },
    async register({ username, email, password }) {
      const before = await stores.sent.get();
      await remember({ step: 'register', username, email });
      await stores.sent.set({ username, email });
      try {
        const { confirmed, destination } = await userPool().register({ username, email, password });
        if (!confirmed) return await toConfirm(username, destination);
        await remember({ step: 'signIn', username, confirmed: true });
        await stores.sent.remove();
        return { username, destination: '' };
      } catch (error) {
        const answered =
          error instanceof CodedError && !['offline', 'timeout', 'badAnswer'].includes(error.code);
        // The name is taken by ourselves when an earlier try went out and its answer never came back.
        const ours = before?.username === username && before.email === email;
        if (answered && error.code === 'usernameTaken' && ours) return toConfirm(username, '');
        if (answered) await stores.sent.remove();
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
      await remember({ step: 'signIn', username, confirmed: true });
      return { username };
    },
    resendCode,
    async confirmFirst(username) {
      await remember({ step: 'confirm', username, destination: '', resendAt: 0 });
      // The confirm step is the right place even when no mail can be sent now: it has a button for it.
      return resendCode({ username }).catch((error: unknown) => {
        if (error instanceof CodedError) return { destination: '' };
        throw error;
      });
    },
  };
}
