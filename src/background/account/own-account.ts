/** What a signed-in person sees and changes of their own account. */
import * as v from 'valibot';
import type { AccountDetails } from '../../contract/account.ts';
import { CodedError } from '../../contract/errors.ts';
import type { OwnUser } from '../../core/auth/own-account.ts';
import type { Session } from '../../core/auth/session.ts';
import { readClaims } from '../../core/auth/tokens.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { PendingChanges } from './pending-changes.ts';
import { resendPause, type SignInStepStore } from './sign-in-step.ts';

export interface OwnAccount {
  details(): Promise<Omit<AccountDetails, 'lockAfter'>>;
  change(attributes: Record<string, string>): Promise<void>;
  sendCode(attribute: string): Promise<{ destination: string; resendAt: number }>;
  verify(attribute: string, code: string): Promise<void>;
  cancelChange(attribute: string): Promise<void>;
  confirmAuthenticator(code: string): Promise<void>;
  /** Erases everything of the person, then the user, and leaves. */
  delete(): Promise<void>;
  /** Goes on with a deletion that was interrupted. */
  resume(): Promise<void>;
}

/** An account that is being deleted. `last`: nothing is left of it but the user, who has been told to go. */
export const deletion = v.object({ key: v.string(), last: v.boolean() });

export interface OwnAccountDependencies {
  session: Session;
  signInStep: SignInStepStore;
  pending: PendingChanges;
  deleting: StorageItem<v.InferOutput<typeof deletion>>;
  /** Removes what is stored here of an account. */
  forget: (key: string) => Promise<void>;
  own: () => OwnUser;
  profile: () => ProfileService | null;
  now: () => number;
}

export function createOwnAccount({
  session,
  signInStep,
  pending,
  deleting,
  forget,
  own,
  profile,
  now,
}: OwnAccountDependencies): OwnAccount {
  const account = () => {
    const { account } = session.state;
    if (!account) throw new CodedError('signInRequired');
    return account;
  };

  /** One deletion at a time, whoever asks for it meanwhile. */
  let erasing: Promise<void> | undefined;
  const erase = () => {
    erasing ??= eraseAll().finally(() => {
      erasing = undefined;
    });
    return erasing;
  };
  async function eraseAll(): Promise<void> {
    const { key } = account();
    const row = profile();
    try {
      // Each call erases a part; the user goes last, for nobody could ask any more afterwards.
      while (row && !(await row.erase()));
      await deleting.set({ key, last: true });
      await own().delete();
    } catch (error) {
      // Where the answer to the last step was lost, there is nobody any more whose session could be renewed.
      if (!session.state.ended || !(await deleting.get())?.last) throw error;
    }
    if ((session.state.account?.key ?? key) === key) await finish(key);
  }

  async function finish(key: string): Promise<void> {
    // A screen that has seen the session end before this was known begins anew, with these words.
    await Promise.all([
      session.raiseEpoch(),
      signInStep.remember({ step: 'signIn', username: '', note: 'deleted' }),
    ]);
    await session.drop();
    await forget(key);
    await deleting.remove();
  }

  return {
    async details() {
      const { key, keep } = account();
      const [user, tokens, changes] = await Promise.all([own().read(), session.tokens(), pending.all(key)]);
      return {
        ...user,
        pending: changes,
        claims: readClaims(tokens.idToken) ?? {},
        tokensUntil: tokens.expiresAt - session.state.clockOffset,
        identityId: session.state.credentials?.identityId ?? null,
        keep,
      };
    },
    async change(attributes) {
      const { key } = account();
      const sent = await own().change(attributes);
      for (const [name, destination] of Object.entries(sent))
        await pending.set(key, name, {
          value: attributes[name] ?? '',
          destination,
          resendAt: now() + resendPause,
        });
      // The tokens say what was true when they were made.
      await session.tokens({ renew: true });
    },
    async sendCode(attribute) {
      const { key } = account();
      const sent = { destination: await own().sendCode(attribute), resendAt: now() + resendPause };
      const { value = '' } = (await pending.all(key))[attribute] ?? {};
      await pending.set(key, attribute, { value, ...sent });
      return sent;
    },
    async verify(attribute, code) {
      const { key } = account();
      await own().verify(attribute, code);
      await pending.set(key, attribute, null);
      await session.tokens({ renew: true });
    },
    cancelChange: (attribute) => pending.set(account().key, attribute, null),
    async confirmAuthenticator(code) {
      await own().confirmAuthenticator(code);
      const { factors } = await own().read();
      await own().useFactors([...new Set([...factors, 'authenticator' as const])], 'authenticator');
    },
    async delete() {
      await deleting.set({ key: account().key, last: false });
      await erase();
    },
    async resume() {
      const begun = await deleting.get();
      if (begun && begun.key === session.state.account?.key) await erase();
      // Another question has found out first that there is nobody any more.
      else if (begun?.last && session.state.ended && !session.state.account) await finish(begun.key);
      else if (begun) await deleting.remove();
    },
  };
}
