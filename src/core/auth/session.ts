/**
 * Who is signed in, and with which credentials calls are made.
 *
 *              signIn                     refresh token dead
 *   guest ───────────────▶ signed in ────────────────────────▶ guest (ended)
 *     ▲                        │
 *     └────────────────────────┘ signOut
 *
 * Each arrow first raises the epoch; an answer that belongs to an older epoch is not applied, and tokens in it are
 * revoked. Everything is stored before it is used, so the worker may be stopped between any two awaits.
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

export interface Session {
  readonly state: Readonly<SessionState>;
  /**
   * Takes a step of signing in, and enters the account where it was the last one.
   * @param how what is remembered of it
   */
  enter(step: () => Promise<AuthOutcome>, how: { keep: boolean; hosted?: boolean }): Promise<AuthOutcome>;
  /** Local effects first and always; then the server is told, whose failure is no failure of the sign-out. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
  /** Leaves the account without telling anybody: there is no server to tell. */
  drop(): Promise<void>;
  /** Ends the session as if by itself: unsent work stays for the same account. */
  end(reason: EndReason): Promise<void>;
  /** Forgets the kept credentials, whoever's they are. */
  forgetCredentials(): Promise<void>;
  /** Fresh credentials of whoever is signed in. `renew` distrusts the kept ones. */
  credentials(options?: { renew?: boolean }): Promise<Credentials>;
  /** Tokens of the signed-in account, fresh for `ahead` ms at least. `renew` distrusts the kept ones. */
  tokens(options?: { renew?: boolean; ahead?: number }): Promise<TokenSet>;
  learnClockOffset(offset: number): Promise<void>;
  /** Raises the epoch: what is on its way is not applied any more. */
  raiseEpoch(): Promise<number>;
}

/**
 * @param services behind the present configuration; throws `notConfigured` when there is none
 * @param changed called after each change of state that surfaces show
 * @param renewAt called with the time at which {@link Session.tokens} should be asked for `ahead`, epoch ms; null for never
 * @param leaving called when the account is left, before its record is removed; `ended` when it ended by itself
 */
export async function restoreSession(
  stores: SessionStores,
  services: () => AuthServices,
  {
    now,
    changed,
    renewAt,
    leaving,
  }: {
    now: () => number;
    changed: () => void;
    renewAt: (time: number | null) => void;
    leaving: (account: SignedInAccount, how: 'signedOut' | 'ended') => Promise<void>;
  },
): Promise<Session> {
  const state = await readSessionState(stores);
  const shared = shareInFlight(() => state.epoch);
  const serial = createMutex();

  /** @param stored while the session changed, it must not stay behind; a successor's copy is merely fetched again */
  async function ensureEpoch(epoch: number, stored?: { remove(): Promise<void> }): Promise<void> {
    if (state.epoch === epoch) return;
    await stored?.remove();
    throw new CodedError('sessionChanged');
  }

  async function raiseEpoch(): Promise<number> {
    state.epoch += 1;
    // Keys of whoever was here are of no use to whoever comes.
    clearSigningKeys();
    await stores.epoch.set(state.epoch);
    return state.epoch;
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

  /** Writes the account's record; false, and it is gone again, where the session has changed meanwhile. One at a time: what is undone is never a successor's. */
  const keepRecord = (account: SignedInAccount, epoch: number): Promise<boolean> =>
    serial(async () => {
      await stores.account.set(account);
      if (state.epoch === epoch) return true;
      await stores.account.remove();
      return false;
    });

  const enter: Session['enter'] = async (step, { keep, hosted = false }) => {
    const { userPoolClient, userPoolId } = services();
    const epoch = state.epoch;
    const outcome = await step();
    if (outcome.step !== 'signedIn') return outcome;
    const { tokens, refreshToken } = outcome;
    if (state.epoch !== epoch) return refuseStale(userPoolClient, refreshToken);
    const account: SignedInAccount = {
      key: `${userPoolId}/${tokens.sub}`,
      sub: tokens.sub,
      username: tokens.username,
      email: tokens.email,
      refreshToken,
      keep,
      hosted,
    };
    const left = state.account;
    const raised = await raiseEpoch();
    if (left && left.key !== account.key) await leaving(left, 'signedOut');
    await Promise.all([stores.credentials.remove(), stores.tokens.set(tokens), stores.ended.remove()]);
    await learnClockOffset(tokens.clockOffset);
    if (!(await keepRecord(account, raised))) return refuseStale(userPoolClient, refreshToken, stores.tokens);
    Object.assign(state, { account, tokens, credentials: null, ended: null });
    planRenewal(tokens);
    // Once more: what was begun since the first time was begun for whoever was here before.
    await raiseEpoch();
    changed();
    if (left) await revoke(userPoolClient, left.refreshToken);
    return outcome;
  };

  /** @param ended why, when it ends by itself */
  async function leave(ended: EndReason | null = null): Promise<SignedInAccount | null> {
    const { account } = state;
    if (!account) return null;
    // In the same moment as the epoch: nothing may begin under the new one for the account that is being left.
    Object.assign(state, { account: null, tokens: null, credentials: null, ended });
    renewAt(null);
    await raiseEpoch();
    // The record goes first: without it nothing else of the account is ever read again.
    await serial(() => stores.account.remove());
    await Promise.all([
      stores.tokens.remove(),
      stores.credentials.remove(),
      ended ? stores.ended.set(ended) : stores.ended.remove(),
      // Nobody comes back to an account that is gone.
      leaving(account, ended && ended !== 'gone' ? 'ended' : 'signedOut'),
    ]);
    changed();
    return account;
  }

  async function signOut({ everywhere = false } = {}): Promise<void> {
    const { userPoolClient } = services();
    const left = await leave();
    if (!left) return;
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
          if (!(await keepRecord(renewed, epoch))) return await refuseStale(userPoolClient, refreshToken);
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
          if (error instanceof CodedError && error.code === 'sessionEnded') await leave(endReason(error));
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
    let answer: Omit<Credentials, 'owner'>;
    try {
      answer = await identityPool.get(owner ? await tokensOf() : null).catch(async (error: unknown) => {
        // A token that looks fresh here may be dead there (revoked, clocks apart): one more try with a new one.
        if (owner && refusesLogin(error)) return identityPool.get(await refresh());
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
    enter,
    signOut,
    async drop() {
      await leave();
    },
    async end(reason) {
      const left = await leave(reason);
      if (left) await revoke(services().userPoolClient, left.refreshToken);
    },
    async forgetCredentials() {
      state.credentials = null;
      await stores.credentials.remove();
    },
    credentials: credentialsOf,
    tokens: tokensOf,
    learnClockOffset,
    raiseEpoch,
  };
}

/** A failure of the service is let pass, one of our own is not. */
function unlessDefect(error: unknown): void {
  if (!(error instanceof CodedError)) throw error;
}
