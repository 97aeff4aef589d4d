/**
 * The ways to sign in: from the password to the last challenge. Each step may run in another worker. {@link
 * SignInStepStore} has the next step.
 */
import * as v from 'valibot';
import type { ChallengeAnswer } from '../../contract/challenge.ts';
import { CodedError, hasCode } from '../../contract/errors.ts';
import { type AuthOutcome, pendingChallenge } from '../../core/auth/auth-answer.ts';
import type { Authentication } from '../../core/auth/authentication.ts';
import type { Session } from '../../core/auth/session.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { SignInStepStore } from './sign-in-step.ts';
import type { SignUp } from './sign-up.ts';

/**
 * A sign-in that waits for the answer to a challenge. `cloud` is the cloud that asked: no other one gets the answer. An
 * authenticator's secret is made once, and may be read again.
 */
export const pendingSignIn = v.object({
  ...pendingChallenge.entries,
  /** As the person typed it. */
  typed: v.string(),
  keep: v.boolean(),
  cloud: v.string(),
  secret: v.optional(v.string()),
});
type PendingSignIn = v.InferOutput<typeof pendingSignIn>;

export interface SignIn {
  withPassword(input: { username: string; password: string; keep: boolean }): Promise<void>;
  answer(answer: ChallengeAnswer): Promise<void>;
  /** The secret of the authenticator that is being set up, base32. */
  authenticatorSecret(): Promise<string>;
  /** Signs in on the user pool's own page. */
  inBrowser(input: { keep: boolean }): Promise<void>;
  /** Forgets every step, as for another configured cloud. */
  forget(): Promise<void>;
}

export interface SignInDependencies {
  session: Session;
  signUp: SignUp;
  signInStep: SignInStepStore;
  pending: StorageItem<PendingSignIn>;
  services(): {
    accountKey(sub: string): string;
    authentication: Authentication;
    signInInBrowser(): Promise<AuthOutcome>;
  };
  /** Called after a sign-in. */
  entered(): Promise<void>;
}

export function createSignIn(dependencies: SignInDependencies): SignIn {
  const { session, signUp, signInStep, pending, services } = dependencies;

  /** The key of the present cloud, as pending sign-ins store it. */
  const cloudNow = () => services().accountKey('');

  /** @throws CodedError `challengeExpired` if another cloud has asked */
  function askedBy({ cloud }: PendingSignIn): Authentication {
    if (cloud !== cloudNow()) throw new CodedError('challengeExpired');
    return services().authentication;
  }

  /** Runs a step of the sign-in, and applies its result. */
  async function enter(
    step: () => Promise<AuthOutcome>,
    typed: string,
    how: { keep: boolean; hosted?: boolean },
  ): Promise<void> {
    const { keep } = how;
    const cloud = cloudNow();
    const outcome = await session.enter(step, how);
    switch (outcome.step) {
      case 'signedIn':
        await Promise.all([pending.remove(), signInStep.remember(null)]);
        return dependencies.entered();
      case 'confirm':
        return signUp.confirmFirst(typed);
      case 'challenge': {
        const { step: _, ...asked } = outcome;
        await pending.set({ ...asked, typed, keep, cloud });
        return signInStep.remember({ step: 'challenge', username: typed, challenge: asked.challenge });
      }
      case 'unsupported':
        throw new CodedError('challengeUnsupported', { challenge: outcome.challenge });
    }
  }

  return {
    async withPassword({ username, password, keep }) {
      try {
        const begin = () => services().authentication.start({ flow: 'password', username, password });
        return await enter(begin, username, { keep });
      } catch (error) {
        if (!hasCode(error, 'passwordResetRequired')) throw error;
        // A code was sent when the reset was requested.
        await signInStep.remember({ step: 'reset', username, destination: '', resendAt: 0 });
      }
    },
    answer: (given) =>
      withPending(dependencies, (entry) =>
        enter(() => askedBy(entry).answer(entry, given), entry.typed, { keep: entry.keep }),
      ),
    authenticatorSecret: () =>
      withPending(dependencies, async (entry) => {
        if (entry.secret) return entry.secret;
        const begun = await askedBy(entry).beginSetUp(entry.session);
        await pending.set({ ...entry, ...begun });
        return begun.secret;
      }),
    async forget() {
      await Promise.all([pending.remove(), signUp.forget(), signInStep.remember(null)]);
    },
    inBrowser: ({ keep }) => enter(() => services().signInInBrowser(), '', { keep, hosted: true }),
  };
}

/** Runs a step of a challenge. If the challenge has expired, the person starts again. */
async function withPending<T>(
  { pending, signInStep }: SignInDependencies,
  run: (entry: PendingSignIn) => Promise<T>,
): Promise<T> {
  const entry = await pending.get();
  try {
    if (!entry) throw new CodedError('challengeExpired');
    return await run(entry);
  } catch (error) {
    if (hasCode(error, 'challengeExpired')) {
      const username = entry?.typed ?? signInStep.step()?.username ?? '';
      await pending.remove();
      await signInStep.remember({ step: 'signIn', username, note: 'expired' });
    }
    throw error;
  }
}
