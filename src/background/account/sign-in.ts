/** Ways into an account: from the first proof to the last challenge, whichever worker is there for each. */
import * as v from 'valibot';
import { type ChallengeAnswer, challenge } from '../../contract/challenge.ts';
import { CodedError } from '../../contract/errors.ts';
import type { SignInOutcome } from '../../contract/operations.ts';
import type { AuthOutcome, PendingChallenge } from '../../core/auth/auth-answer.ts';
import type { Challenges } from '../../core/auth/challenges.ts';
import type { Session } from '../../core/auth/session.ts';
import type { UserPool } from '../../core/auth/user-pool.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { SignInStepStore } from './sign-in-step.ts';
import type { SignUp } from './sign-up.ts';

/** What answering a challenge takes. `cloud` is where it was asked: no other one gets the answer. An authenticator's secret is made once, however often it is looked at. */
export const pendingSignIn = v.object({
  /** As the person typed it. */
  typed: v.string(),
  keep: v.boolean(),
  cloud: v.string(),
  username: v.string(),
  session: v.string(),
  challenge,
  secret: v.optional(v.string()),
});
type PendingSignIn = v.InferOutput<typeof pendingSignIn>;

export interface SignIn {
  withPassword(input: { username: string; password: string; keep: boolean }): Promise<SignInOutcome>;
  answer(answer: ChallengeAnswer): Promise<SignInOutcome>;
  /** The secret of the authenticator that is being set up, base32. */
  authenticatorSecret(): Promise<string>;
  /** On the user pool's own page. */
  inBrowser(input: { keep: boolean }): Promise<SignInOutcome>;
  /** Nobody is at any step any more, as when another cloud is configured. */
  forget(): Promise<void>;
}

export interface SignInDependencies {
  session: Session;
  signUp: SignUp;
  signInStep: SignInStepStore;
  pending: StorageItem<PendingSignIn>;
  services(): {
    accountKey(sub: string): string;
    userPool: Pick<UserPool, 'signIn'>;
    challenges: Challenges;
    signInInBrowser(): Promise<AuthOutcome>;
  };
  /** Called once somebody is in. */
  entered(): Promise<void>;
}

export function createSignIn(dependencies: SignInDependencies): SignIn {
  const { session, signUp, signInStep, pending, services } = dependencies;

  /** The cloud that is asked now, as it is named in what is pending. */
  const cloudNow = () => services().accountKey('');

  /** @throws CodedError `challengeExpired` where another cloud has asked */
  function challengesOf({ cloud }: PendingSignIn): Challenges {
    if (cloud !== cloudNow()) throw new CodedError('challengeExpired');
    return services().challenges;
  }

  /** Takes a step of signing in, and what comes of it. */
  async function enter(
    step: () => Promise<AuthOutcome>,
    typed: string,
    how: { keep: boolean; hosted?: boolean },
  ): Promise<SignInOutcome> {
    const { keep } = how;
    const cloud = cloudNow();
    const outcome = await session.enter(step, how);
    switch (outcome.step) {
      case 'signedIn':
        await Promise.all([pending.remove(), signInStep.remember(null)]);
        await dependencies.entered();
        return { step: 'signedIn', username: outcome.tokens.username };
      case 'confirm':
        return { step: 'confirm', username: typed, ...(await signUp.confirmFirst(typed)) };
      case 'challenge': {
        const { step: _, ...asked } = outcome;
        await pending.set({ ...asked, typed, keep, cloud });
        await signInStep.remember({ step: 'challenge', username: typed, challenge: asked.challenge });
        return { step: 'challenge', username: typed, challenge: asked.challenge };
      }
      case 'unsupported':
        throw new CodedError('challengeUnsupported', { challenge: outcome.challenge });
    }
  }

  /** Runs a step of a challenge; once it can't be answered any more, the person begins again. */
  async function withPending<T>(run: (entry: PendingSignIn) => Promise<T>): Promise<T> {
    const entry = await pending.get();
    try {
      if (!entry) throw new CodedError('challengeExpired');
      return await run(entry);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'challengeExpired') {
        const step = signInStep.step();
        const username = entry?.typed ?? step?.username ?? '';
        await pending.remove();
        await signInStep.remember({ step: 'signIn', username, note: 'expired' });
      }
      throw error;
    }
  }

  return {
    async withPassword({ username, password, keep }) {
      try {
        return await enter(() => services().userPool.signIn({ username, password }), username, { keep });
      } catch (error) {
        if (!(error instanceof CodedError && error.code === 'passwordResetRequired')) throw error;
        // Whoever asked for the reset has had a code sent.
        await signInStep.note({ step: 'reset', username });
        return { step: 'reset', username };
      }
    },
    answer: (given) =>
      withPending(async (entry) => {
        if (given.kind !== entry.challenge.kind) throw new CodedError('challengeExpired');
        const asked: PendingChallenge = entry;
        return enter(() => challengesOf(entry).answer(asked, given), entry.typed, { keep: entry.keep });
      }),
    authenticatorSecret: () =>
      withPending(async (entry) => {
        if (entry.secret) return entry.secret;
        const begun = await challengesOf(entry).beginSetUp(entry.session);
        await pending.set({ ...entry, ...begun });
        return begun.secret;
      }),
    async forget() {
      await Promise.all([pending.remove(), signUp.forget(), signInStep.remember(null)]);
    },
    inBrowser: ({ keep }) => enter(() => services().signInInBrowser(), '', { keep, hosted: true }),
  };
}
