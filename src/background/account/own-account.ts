/** What a signed-in person sees and changes of their own account. */
import * as v from 'valibot';
import type { AccountDetails, SentCode } from '../../contract/account.ts';
import type { Lease } from '../../core/auth/lease.ts';
import type { OwnUser } from '../../core/auth/own-account.ts';
import type { SessionState } from '../../core/auth/session-state.ts';
import { readClaims } from '../../core/auth/tokens.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { PendingChanges } from './pending-changes.ts';
import { codeSent } from './sign-in-step.ts';

export interface OwnAccount extends Pick<OwnUser, 'changePassword' | 'beginAuthenticator' | 'useFactors'> {
  details(): Promise<Omit<AccountDetails, 'lockAfter'>>;
  change(attributes: Record<string, string>): Promise<void>;
  sendCode(attribute: string): Promise<SentCode>;
  verify(attribute: string, code: string): Promise<void>;
  cancelChange(attribute: string): Promise<void>;
  confirmAuthenticator(code: string): Promise<void>;
  /** Erases everything of the person, then the user, and leaves. */
  delete(): Promise<void>;
  /** Goes on with a deletion that was interrupted. */
  resume(): Promise<void>;
}

/** Accounts that are being deleted, by key: whether nothing is left but the user, who has been told to go. */
export const deletions = v.record(v.string(), v.boolean());
export type Deletions = v.InferOutput<typeof deletions>;

export interface OwnAccountDependencies {
  lease: Lease;
  /** The account's key. */
  key: string;
  state: Readonly<SessionState>;
  pending: PendingChanges;
  deleting: StorageItem<Deletions>;
  /** Called when nothing is left of the account: it is to be left, and forgotten here. */
  erased: () => Promise<void>;
  user: OwnUser;
  /** Null where the cloud has no ProfileAPI. */
  profile: ProfileService | null;
  now: () => number;
}

/** Every step is taken with the account's own lease, the last step of a deletion as the first one. */
export function createOwnAccount({
  lease,
  key,
  state,
  pending,
  deleting,
  erased,
  user,
  profile,
  now,
}: OwnAccountDependencies): OwnAccount {
  const begun = async () => (await deleting.get()) ?? {};

  /** One deletion at a time, whoever asks for it meanwhile. */
  let erasing: Promise<void> | undefined;
  function erase(): Promise<void> {
    erasing ??= eraseAll().finally(() => {
      erasing = undefined;
    });
    return erasing;
  }
  async function eraseAll(): Promise<void> {
    try {
      // Each call erases a part; the user goes last, for nobody could ask any more afterwards.
      while (profile && !(await profile.erase()));
      await deleting.set({ ...(await begun()), [key]: true });
      await user.delete();
    } catch (error) {
      // Where the answer to the last step was lost, there is nobody any more whose session could be renewed.
      if (!lease.signal.aborted || !state.ended || !(await begun())[key]) throw error;
    }
    await erased();
  }

  return {
    changePassword: user.changePassword,
    beginAuthenticator: user.beginAuthenticator,
    useFactors: user.useFactors,
    async details() {
      const [known, tokens, changes] = await Promise.all([user.read(), lease.tokens(), pending.all()]);
      return {
        ...known,
        pending: changes,
        claims: readClaims(tokens.idToken) ?? {},
        tokensUntil: tokens.expiresAt - state.clockOffset,
        identityId: state.credentials?.identityId ?? null,
        keep: state.account?.keep ?? false,
      };
    },
    async change(attributes) {
      const sent = await user.change(attributes);
      for (const [name, destination] of Object.entries(sent))
        await pending.of(name).set({ value: attributes[name] ?? '', ...codeSent(destination, now()) });
      // The tokens say what was true when they were made.
      await lease.tokens({ renew: true });
    },
    async sendCode(attribute) {
      const sent = codeSent(await user.sendCode(attribute), now());
      const { value = '' } = (await pending.of(attribute).get()) ?? {};
      await pending.of(attribute).set({ value, ...sent });
      return sent;
    },
    async verify(attribute, code) {
      await user.verify(attribute, code);
      await pending.of(attribute).remove();
      await lease.tokens({ renew: true });
    },
    cancelChange: (attribute) => pending.of(attribute).remove(),
    async confirmAuthenticator(code) {
      await user.confirmAuthenticator(code);
      const { factors } = await user.read();
      await user.useFactors([...new Set([...factors, 'authenticator' as const])], 'authenticator');
    },
    async delete() {
      await deleting.set({ ...(await begun()), [key]: false });
      await erase();
    },
    async resume() {
      if ((await begun())[key] !== undefined) await erase();
    },
  };
}
