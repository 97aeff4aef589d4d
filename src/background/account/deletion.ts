/** Deletes an account: everything on the server, then its data here. An interrupted deletion continues by itself. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import type { Lease } from '../../core/auth/lease.ts';
import type { OwnUser } from '../../core/auth/own-account.ts';
import type { Session } from '../../core/auth/session.ts';
import type { SessionState } from '../../core/auth/session-state.ts';
import { shareInFlight } from '../../core/in-flight.ts';
import type { ProfileService } from '../../core/profile-service.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { DepartedAccounts } from './departed-accounts.ts';
import type { SignInStepStore } from './sign-in-step.ts';

/** Accounts that are being deleted, by key. True: only the user is left, and its deletion was requested. */
export const deletions = v.record(v.string(), v.boolean());
export type Deletions = v.InferOutput<typeof deletions>;

export interface Deletion {
  /** Erases all data of the person, then the user, and leaves the account. */
  delete(): Promise<void>;
  /** Continues an interrupted deletion. */
  resume(): Promise<void>;
}

export interface DeletionDependencies {
  lease: Lease;
  /** The account's key. */
  key: string;
  state: Readonly<SessionState>;
  deleting: StorageItem<Deletions>;
  /** Called when nothing is left of the account on the server. */
  erased: () => Promise<void>;
  user: Pick<OwnUser, 'delete'>;
  /** Null if the cloud has no ProfileAPI. */
  profile: Pick<ProfileService, 'erase'> | null;
}

/** Every step uses the account's own lease. */
export function createDeletion(dependencies: DeletionDependencies): Deletion {
  const { lease, key, state, deleting, erased, user, profile } = dependencies;
  const begun = async () => (await deleting.get()) ?? {};

  /** One deletion at a time; further calls share it. An account has no other epoch than its own. */
  const erase = shareInFlight(
    () => 0,
    async () => {
      try {
        // The user is deleted last: without it no call would be authorized.
        if (profile) await eraseParts(profile);
        await deleting.set({ ...(await begun()), [key]: true });
        await user.delete();
      } catch (error) {
        // If the answer to the last step was lost, there is no user whose session could be renewed.
        if (!lease.signal.aborted || !state.ended || !(await begun())[key]) throw error;
      }
      await erased();
    },
  );

  return {
    async delete() {
      await deleting.set({ ...(await begun()), [key]: false });
      await erase();
    },
    async resume() {
      if ((await begun())[key] !== undefined) await erase();
    },
  };
}

/** Most calls for one deletion. Each erases up to a thousand rows: nobody has more than half a million. */
const mostCalls = 1_000;

/** @throws CodedError `serverError` if the server finds no end; a later start goes on */
async function eraseParts(profile: Pick<ProfileService, 'erase'>): Promise<void> {
  for (let call = 0; call < mostCalls; call += 1) if (await profile.erase()) return;
  throw new CodedError('serverError');
}

export interface ErasedAccounts {
  /** Leaves and forgets the account of this key, of which nothing is left on the server. */
  forget(key: string): Promise<void>;
  /** Forgets the accounts that were found to be gone, if nobody is signed in. */
  resume(): Promise<void>;
}

export function createErasedAccounts(
  session: Session,
  deleting: StorageItem<Deletions>,
  departed: DepartedAccounts,
  signInStep: SignInStepStore,
): ErasedAccounts {
  async function forget(key: string): Promise<void> {
    if ((session.state.account?.key ?? key) === key) {
      // A screen that has already seen the session end starts again, with this note.
      await Promise.all([
        session.raiseEpoch(),
        signInStep.remember({ step: 'signIn', username: '', note: 'deleted' }),
      ]);
      await session.drop(key);
    }
    await departed.leave(key, 'signedOut');
    const { [key]: _, ...others } = (await deleting.get()) ?? {};
    await deleting.set(others);
  }
  return {
    forget,
    async resume() {
      // Another call has already found that the account is gone.
      if (!session.state.ended) return;
      for (const [key, isLast] of Object.entries((await deleting.get()) ?? {})) if (isLast) await forget(key);
    },
  };
}
