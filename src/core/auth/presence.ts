/** Who is here: the state of the session, its epoch and its lease, in memory and as they are stored. */
import { CodedError } from '../../contract/errors.ts';
import { clearSigningKeys } from '../api/signing-key.ts';
import { createMutex } from '../mutex.ts';
import type { IdentityPool } from './identity-pool.ts';
import { type Authority, type Lease, openLease } from './lease.ts';
import type { SessionState, SessionStores, SignedInAccount } from './session-state.ts';
import type { RefreshToken } from './tokens.ts';
import type { UserPoolClient } from './user-pool-client.ts';

/** The services behind the present configuration. */
export interface AuthServices {
  /** The key of a person's account in this cloud. */
  accountKey(sub: string): string;
  userPoolClient: UserPoolClient;
  identityPool: IdentityPool;
}

export interface Presence {
  readonly state: SessionState;
  readonly stores: SessionStores;
  /** The authority of the account, or the guest, of this moment. A piece of work takes it once, where it begins. */
  lease(): Lease;
  /**
   * In the turn in which it is called: the state as it is from now on, the next epoch, and the next lease in the place of the
   * one before.
   * @returns the epoch, once it is stored
   */
  raiseEpoch(next?: Partial<SessionState>): Promise<number>;
  /**
   * @param stored a copy of what the epoch's answer said. It must not stay behind once the session has changed; a
   *   successor's copy that goes with it is merely fetched again.
   * @throws CodedError `sessionChanged` in another epoch
   */
  ensureEpoch(epoch: number, stored?: { remove(): Promise<void> }): Promise<void>;
  /** Runs what writes or removes something of one account, apart from what does so of its successor. */
  serial<T>(run: () => Promise<T>): Promise<T>;
  /** Writes the account's record. @returns false, and the record is gone again, where the session has changed meanwhile */
  keepRecord(account: SignedInAccount, epoch: number): Promise<boolean>;
  /** @param offset the server's clock minus ours, ms */
  setClockOffset(offset: number): Promise<void>;
}

/** @param authority of the account, or the guest, of the moment in which it is asked */
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
      // The keys of the account that was here are of no use to the next one.
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
 * Refuses an answer that belongs to an older epoch: its token is revoked.
 * @param stored what was stored of the answer, which is removed
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
