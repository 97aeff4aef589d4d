/**
 * Who is signed in, and the lease with which calls are made for them.
 *
 *              signIn                     refresh token dead
 *   guest ───────────────▶ signed in ────────────────────────▶ guest (ended)
 *     ▲                        │
 *     └────────────────────────┘ signOut, or another configuration
 *
 * Each arrow raises the epoch in the same turn as the state changes. That closes the lease of who was here; an answer that
 * belongs to an older epoch is not applied, and tokens in it are revoked. Everything is stored before it is used, so the
 * worker may be stopped between any two awaits.
 */
import { CodedError } from '../../contract/errors.ts';
import type { EndReason } from '../../contract/session.ts';
import { clearSigningKeys } from '../api/signing-key.ts';
import { createMutex } from '../mutex.ts';
import type { AuthOutcome } from './auth-answer.ts';
import type { AuthServices } from './auth-services.ts';
import { cognitoError, endReason, refusesLogin } from './cognito-errors.ts';
import { type Credentials, chooseCredentialSource } from './credentials.ts';
import { shareInFlight } from './in-flight.ts';
import { type Lease, openLease } from './lease.ts';
import {
  readSessionState,
  type SessionState,
  type SessionStores,
  type SignedInAccount,
} from './session-state.ts';
import { isFresh, type RefreshToken, type TokenSet } from './tokens.ts';
import type { UserPoolClient } from './user-pool-client.ts';

/** Ms before their expiry at which tokens are renewed, so that nobody waits for it. */
export const renewalLead = 5 * 60_000;
/** Ms after which a renewal is tried again: one whose worker was stopped, soon enough for a rotated token's grace; one that failed. */
const renewalPause = { stopped: 30_000, failed: 5 * 60_000 };

/**
 * How an account is left: by its person, who wants nothing of it to stay; by itself; or because another configuration or
 * another person takes its place. Only the first forgets what is unsent.
 */
export type Departure = 'signedOut' | 'ended' | 'replaced';

export interface Session {
  readonly state: Readonly<SessionState>;
  /** The authority of whoever is here now. To be taken once, where a piece of work begins. */
  lease(): Lease;
  /**
   * Takes a step of signing in, and enters the account where it was the last one.
   * @param how what is remembered of it
   */
  enter(step: () => Promise<AuthOutcome>, how: { keep: boolean; hosted?: boolean }): Promise<AuthOutcome>;
  /** Local effects first and always; then the server is told, whose failure is no failure of the sign-out. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
  /** Leaves the account of this key without telling anybody; nothing where somebody else is here. */
  drop(key: string): Promise<void>;
  /** Ends the session as if by itself: unsent work stays for the same account. */
  end(reason: EndReason): Promise<void>;
  /**
   * Another configuration takes the place of the present one, in the turn in which this is called: nothing that was begun
   * before goes on, and unsent work stays for the same account.
   * @param before the services of the configuration before, which are told; null where they are not known any more
   */
  replace(before: AuthServices | null): Promise<void>;
  /** Forgets the kept credentials, whoever's they are. */
  forgetCredentials(): Promise<void>;
  learnClockOffset(offset: number): Promise<void>;
  /** Raises the epoch: what is on its way is not applied any more. */
  raiseEpoch(): Promise<number>;
}

export interface SessionDependencies {
  /** Our clock, epoch ms. */
  now: () => number;
  /** Called after each change of state that surfaces show, in the turn in which somebody enters. */
  changed: () => void;
  /** Called with the time at which {@link Lease.tokens} should be asked for `ahead`, epoch ms; null for never. */
  renewAt: (time: number | null) => void;
  /** Called when an account is left. @param removeRecord to be called on the way: without its record nobody reads the rest */
  leaving: (account: SignedInAccount, how: Departure, removeRecord: () => Promise<void>) => Promise<void>;
}

/** @param services behind the present configuration; throws `notConfigured` when there is none */
export async function restoreSession(
  stores: SessionStores,
  services: () => AuthServices,
  { now, changed, renewAt, leaving }: SessionDependencies,
): Promise<Session> {
  const state = await readSessionState(stores);
  const shared = shareInFlight(() => state.epoch);
  /** What is written of one account, and removed of it, is never mixed with its successor's. */
  const serial = createMutex();
  const open = () => openLease(state.account, { tokens: tokensOf, credentials: credentialsOf });
  let lease = open();

  /** @param stored while the session changed, it must not stay behind; a successor's copy is merely fetched again */
  async function ensureEpoch(epoch: number, stored?: { remove(): Promise<void> }): Promise<void> {
    if (state.epoch === epoch) return;
    await stored?.remove();
    throw new CodedError('sessionChanged');
  }

  /** In one turn: the state as it is from now on, its epoch, and its lease in the place of the one before. */
  async function raiseEpoch(next: Partial<SessionState> = {}): Promise<number> {
    const epoch = state.epoch + 1;
    Object.assign(state, next, { epoch });
    lease.close();
    lease = open();
    // Keys of whoever was here are of no use to whoever comes.
    clearSigningKeys();
    await stores.epoch.set(epoch);
    return epoch;
  }

  async function learnClockOffset(offset: number): Promise<void> {
    if (offset === state.clockOffset) return;
    state.clockOffset = offset;
    await stores.clockOffset.set(offset);
  }

  /** Best effort: a token that could not be revoked dies with its validity. */
  const revoke = (client: UserPoolClient, refreshToken: RefreshToken): Promise<void> =>
    client.revoke(refreshToken).catch(unlessDefect);

  /** Of an answer to an older epoch: its token is revoked, what was stored of it removed. */
  async function refuseStale(
    client: UserPoolClient,
    refreshToken: RefreshToken,
    ...stored: { remove(): Promise<void> }[]
  ): Promise<never> {
    await Promise.all(stored.map((item) => item.remove()));
    await revoke(client, refreshToken);
    throw new CodedError('sessionChanged');
  }

  const planRenewal = ({ expiresAt }: TokenSet) =>
    renewAt(Math.max(now() + renewalPause.stopped, expiresAt - state.clockOffset - renewalLead));

  const removeRecord = () => stores.account.remove();
  /** Writes the account's record; false, and it is gone again, where the session has changed meanwhile. */
  async function keepRecord(account: SignedInAccount, epoch: number): Promise<boolean> {
    await stores.account.set(account);
    if (state.epoch === epoch) return true;
    await removeRecord();
    return false;
  }

  const enter: Session['enter'] = async (step, { keep, hosted = false }) => {
    const { userPoolClient, accountKey } = services();
    const { epoch } = state;
    const outcome = await step();
    if (outcome.step !== 'signedIn') {
      await ensureEpoch(epoch);
      return outcome;
    }
    const { tokens, refreshToken } = outcome;
    if (state.epoch !== epoch) return refuseStale(userPoolClient, refreshToken);
    const { sub, username, email } = tokens;
    const account: SignedInAccount = {
      ...{ key: accountKey(sub), sub, username, email, refreshToken, keep, hosted },
    };
    const left = state.account;
    // Nobody's until all of it is written.
    const raised = await raiseEpoch({ account: null, tokens: null, credentials: null });
    const kept = await serial(async () => {
      if (left && left.key !== account.key) await leaving(left, 'replaced', removeRecord);
      await Promise.all([stores.credentials.remove(), stores.tokens.set(tokens), stores.ended.remove()]);
      await learnClockOffset(tokens.clockOffset);
      return keepRecord(account, raised);
    });
    if (!kept) return refuseStale(userPoolClient, refreshToken, stores.tokens);
    // Once more: what was begun since the first time was begun for nobody.
    const entering = raiseEpoch({ account, tokens, credentials: null, ended: null });
    planRenewal(tokens);
    changed();
    await entering;
    // Who comes waits for no word about who was here.
    if (left) void revoke(userPoolClient, left.refreshToken);
    return outcome;
  };

  /** @param ended why, when it ends by itself */
  async function leave(how: Departure, ended: EndReason | null = null): Promise<SignedInAccount | null> {
    const { account } = state;
    if (!account) return null;
    renewAt(null);
    await raiseEpoch({ account: null, tokens: null, credentials: null, ended });
    await serial(async () => {
      await leaving(account, how, removeRecord);
      await Promise.all([
        stores.tokens.remove(),
        stores.credentials.remove(),
        ended ? stores.ended.set(ended) : stores.ended.remove(),
      ]);
    });
    changed();
    return account;
  }

  async function signOut({ everywhere = false } = {}): Promise<void> {
    const { userPoolClient } = services();
    const left = await leave('signedOut');
    if (!left) {
      // A sign-out that failed half-way is asked for again.
      await serial(removeRecord);
      changed();
      return;
    }
    if (everywhere) {
      // The kept access token may have expired, or be gone with a restart of the browser.
      const fresh = userPoolClient.refresh(left.refreshToken);
      await fresh
        .then(({ tokens }) => userPoolClient.signOutEverywhere(tokens.accessToken))
        .catch(unlessDefect);
    }
    await revoke(userPoolClient, left.refreshToken);
  }

  const refresh = (): Promise<TokenSet> =>
    shared('refresh', async () => {
      const { userPoolClient } = services();
      const { account, epoch } = state;
      if (!account) throw new CodedError('signInRequired');
      renewAt(now() + renewalPause.stopped);
      try {
        const answer = await userPoolClient.refresh(account.refreshToken);
        const refreshToken = answer.refreshToken ?? account.refreshToken;
        if (state.epoch !== epoch) return await refuseStale(userPoolClient, refreshToken);
        if (answer.tokens.sub !== account.sub) throw new CodedError('badAnswer');
        // A new address or another refresh token is written before the old one is dropped.
        const { email } = answer.tokens;
        if (refreshToken !== account.refreshToken || email !== account.email) {
          const renewed = { ...account, email, refreshToken };
          if (!(await serial(() => keepRecord(renewed, epoch))))
            return await refuseStale(userPoolClient, refreshToken);
          state.account = renewed;
          changed();
        }
        await stores.tokens.set(answer.tokens);
        await learnClockOffset(answer.tokens.clockOffset);
        await ensureEpoch(epoch, stores.tokens);
        state.tokens = answer.tokens;
        planRenewal(answer.tokens);
        return answer.tokens;
      } catch (error) {
        if (state.epoch === epoch) {
          renewAt(now() + renewalPause.failed);
          if (error instanceof CodedError && error.code === 'sessionEnded')
            await leave('ended', endReason(error));
        }
        throw error;
      }
    });

  async function tokensOf({ renew = false, ahead = 0 } = {}): Promise<TokenSet> {
    const { account, tokens, clockOffset } = state;
    if (!account) throw new CodedError('signInRequired');
    const fresh = tokens && isFresh(tokens.expiresAt, now() + ahead, clockOffset);
    if (!fresh || renew) return refresh();
    if (ahead) planRenewal(tokens);
    return tokens;
  }

  async function credentialsOf({ renew = false } = {}): Promise<Credentials> {
    const owner = state.account?.sub ?? null;
    const kept = state.credentials;
    const source = chooseCredentialSource({ ...state, owner }, now(), state.clockOffset);
    if (source === 'kept' && kept && !renew) return kept;
    return shared('credentials', () => fetchCredentials(owner));
  }

  async function fetchCredentials(owner: string | null): Promise<Credentials> {
    const { epoch } = state;
    const { identityPool } = services();
    const { signal } = lease;
    let answer: Omit<Credentials, 'owner'>;
    try {
      const login = owner ? await tokensOf() : null;
      answer = await identityPool.get(login, signal).catch(async (error: unknown) => {
        // A token that looks fresh here may be dead there (revoked, clocks apart): one more try with a new one.
        if (state.epoch === epoch && owner && refusesLogin(error))
          return identityPool.get(await refresh(), signal);
        throw error;
      });
    } catch (error) {
      const failure = cognitoError(error, 'other');
      // The end of the session raises the epoch itself: its callers are told of the end, not of a change.
      if (failure.code !== 'sessionEnded') await ensureEpoch(epoch);
      throw failure;
    }
    await ensureEpoch(epoch);
    const credentials = { ...answer, owner };
    await stores.credentials.set(credentials);
    await ensureEpoch(epoch, stores.credentials);
    const moved = state.credentials?.identityId !== credentials.identityId;
    state.credentials = credentials;
    if (moved) changed();
    return credentials;
  }

  return {
    state,
    lease: () => lease,
    enter,
    signOut,
    async drop(key) {
      if (state.account?.key === key) await leave('signedOut');
    },
    async end(reason) {
      const { userPoolClient } = services();
      const left = await leave('ended', reason);
      if (left) await revoke(userPoolClient, left.refreshToken);
    },
    async replace(before) {
      const left = await leave('replaced');
      if (!left) await raiseEpoch();
      else if (before) void revoke(before.userPoolClient, left.refreshToken);
    },
    async forgetCredentials() {
      state.credentials = null;
      await stores.credentials.remove();
    },
    learnClockOffset,
    raiseEpoch: () => raiseEpoch(),
  };
}

/** A failure of the service is let pass, one of our own is not. */
function unlessDefect(error: unknown): void {
  if (!(error instanceof CodedError)) throw error;
}
