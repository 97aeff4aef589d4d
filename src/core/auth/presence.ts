/** The present account or guest: the session's state, epoch and lease, in memory and in the stores. */
import { CodedError } from '../../contract/errors.ts';
import { clearSigningKeys } from '../api/signing-key.ts';
import { createMutex } from '../mutex.ts';
import type { IdentityPool } from './identity-pool.ts';
import { type Authority, type Lease, openLease } from './lease.ts';
import type { SessionState, SessionStores, SignedInAccount } from './session-state.ts';
import type { RefreshToken } from './tokens.ts';
import type { UserPoolClient } from './user-pool-client.ts';

/** The services of the present configuration. */
export interface AuthServices {
  /** The key of a person's account in this cloud. */
  accountKey(sub: string): string;
  userPoolClient: UserPoolClient;
  identityPool: IdentityPool;
}

export interface Presence {
  readonly state: SessionState;
  readonly stores: SessionStores;
  /** The authority of the present account or guest. A piece of work takes it once, at its beginning. */
  lease(): Lease;
  /**
   * Sets the next state, raises the epoch and replaces the lease, all in the turn of the call.
   * @returns the epoch, once it is stored
   */
  raiseEpoch(next?: Partial<SessionState>): Promise<number>;
  /**
   * @param stored a stored copy of the epoch's answer. It is removed if the session has changed; a successor's copy
   * that is removed with it is merely fetched again.
   * @throws CodedError `sessionChanged` in another epoch
   */
  ensureEpoch(epoch: number, stored?: { remove(): Promise<void> }): Promise<void>;
  /** Runs writes of one account apart from those of its successor. */
  serial<T>(run: () => Promise<T>): Promise<T>;
  /**
   * Writes the account's record. @returns false, with the record removed again, if the session has changed meanwhile
   */
  keepRecord(account: SignedInAccount, epoch: number): Promise<boolean>;
  /** @param offset the server's clock minus ours, ms */
  setClockOffset(offset: number): Promise<void>;
}

/** @param authority of the account or guest that is present at the call */
export function createPresence(state: SessionState, stores: SessionStores, authority: Authority): Presence {
  let lease = openLease(state.account, authority);
  return {
    state,
    stores,
    lease: () => lease,
    async raiseEpoch(next = {}) {
      const epoch = state.epoch + 1;
      Object.assign(state, next, { epoch });
      lease.close();
      lease = openLease(state.account, authority);
      // The next account has no use for the last one's keys.
      clearSigningKeys();
      await stores.epoch.set(epoch);
      return epoch;
    },
    async ensureEpoch(epoch, stored) {
      if (state.epoch === epoch) return;
      await stored?.remove();
      throw new CodedError('sessionChanged');
    },
    serial: createMutex(),
    async keepRecord(account, epoch) {
      await stores.account.set(account);
      if (state.epoch === epoch) return true;
      await stores.account.remove();
      return false;
    },
    async setClockOffset(offset) {
      if (offset === state.clockOffset) return;
      state.clockOffset = offset;
      await stores.clockOffset.set(offset);
    },
  };
}

/**
 * Refuses an answer of an older epoch: its token is revoked.
 * @param stored the stored part of the answer, which is removed
 * @throws CodedError `sessionChanged`
 */
export async function refuseStale(
  client: UserPoolClient,
  refreshToken: RefreshToken,
  ...stored: { remove(): Promise<void> }[]
): Promise<never> {
  await Promise.all(stored.map((item) => item.remove()));
  await client.revoke(refreshToken);
  throw new CodedError('sessionChanged');
}
