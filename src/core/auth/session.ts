/**
 * The session: the signed-in account or the guest, and the lease for their calls.
 *
 *              signIn                     refresh token dead
 *   guest ───────────────▶ signed in ────────────────────────▶ guest (ended)
 *     ▲                        │
 *     └────────────────────────┘ signOut, or another configuration
 *
 * Each arrow raises the epoch in the same turn as the state changes. That closes the last lease. An answer of an older
 * epoch is not applied, and its tokens are revoked. Everything is stored before it is used, so the worker may be stopped
 * between any two awaits.
 */
import { unlessDefect } from '../../contract/errors.ts';
import type { EndReason } from '../../contract/session.ts';
import type { AuthOutcome } from './auth-answer.ts';
import type { Lease } from './lease.ts';
import { type AuthServices, createPresence, type Presence, refuseStale } from './presence.ts';
import { createRenewal, type Renewal, type RenewalDependencies } from './renewal.ts';
import { createSessionCredentials } from './session-credentials.ts';
import {
  readSessionState,
  type SessionState,
  type SessionStores,
  type SignedInAccount,
} from './session-state.ts';
import type { TokenSet } from './tokens.ts';

/**
 * The way in which an account is left: its person signed out, its session ended by itself, or another configuration or
 * person replaces it. Only the first one deletes unsent work.
 */
export type Departure = 'signedOut' | 'ended' | 'replaced';

export interface Session {
  readonly state: Readonly<SessionState>;
  /** The authority of the present account. A piece of work takes it once, at its beginning. */
  lease(): Lease;
  /**
   * Runs a step of signing in. After the last step, the account is present.
   * @param how options of the session
   */
  enter(step: () => Promise<AuthOutcome>, how: { keep: boolean; hosted?: boolean }): Promise<AuthOutcome>;
  /** Signs out here first, in any case. Then the server is told; its failure does not fail the sign-out. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
  /** Leaves the account of this key without telling the server; does nothing if another account is present. */
  drop(key: string): Promise<void>;
  /** Ends the session as if it had expired: unsent work stays for the same account. */
  end(reason: EndReason): Promise<void>;
  /**
   * Replaces the configuration in the turn of the call: no earlier work continues, and unsent work stays for the same
   * account.
   * @param before the services of the last configuration, which are told; null if they are unknown
   */
  replace(before: AuthServices | null): Promise<void>;
  /** Deletes the kept credentials of any owner. */
  forgetCredentials(): Promise<void>;
  setClockOffset(offset: number): Promise<void>;
  /** Raises the epoch: answers under way are not applied. */
  raiseEpoch(): Promise<number>;
}

export interface SessionDependencies extends RenewalDependencies {
  /**
   * Called when an account is left. @param removeRecord must be called meanwhile: without its record the rest cannot be
   * read
   */
  leaving: (account: SignedInAccount, how: Departure, removeRecord: () => Promise<void>) => Promise<void>;
}

/** @param services of the present configuration; throws `notConfigured` if there is none */
export async function restoreSession(
  stores: SessionStores,
  services: () => AuthServices,
  dependencies: SessionDependencies,
): Promise<Session> {
  const presence = createPresence(await readSessionState(stores), stores, {
    tokens: (options) => renewal.tokens(options),
    credentials: (options) => credentials(options),
  });
  const { state, lease, raiseEpoch, setClockOffset } = presence;
  const leave = createLeaving(presence, dependencies);
  const renewal = createRenewal(presence, services, dependencies, (reason) => leave('ended', reason));
  const credentials = createSessionCredentials(presence, services, dependencies, renewal);

  return {
    state,
    lease,
    enter: createEntering(presence, services, dependencies, renewal),
    async signOut({ everywhere = false } = {}) {
      const { userPoolClient } = services();
      const left = await leave('signedOut');
      if (!left) {
        // A sign-out that failed half-way is repeated.
        await presence.serial(stores.account.remove);
        dependencies.changed();
        return;
      }
      // The kept access token may have expired, or be gone after a restart of the browser.
      if (everywhere)
        await userPoolClient
          .refresh(left.refreshToken)
          .then(({ tokens }) => userPoolClient.signOutEverywhere(tokens.accessToken))
          .catch(unlessDefect);
      await userPoolClient.revoke(left.refreshToken);
    },
    async drop(key) {
      if (state.account?.key === key) await leave('signedOut');
    },
    async end(reason) {
      const { userPoolClient } = services();
      const left = await leave('ended', reason);
      if (left) await userPoolClient.revoke(left.refreshToken);
    },
    async replace(before) {
      const left = await leave('replaced');
      if (!left) await raiseEpoch();
      else if (before) void before.userPoolClient.revoke(left.refreshToken);
    },
    async forgetCredentials() {
      state.credentials = null;
      await stores.credentials.remove();
    },
    setClockOffset: setClockOffset,
    raiseEpoch: () => raiseEpoch(),
  };
}

/** @returns {@link Session.enter} */
function createEntering(
  presence: Presence,
  services: () => AuthServices,
  { changed, leaving }: SessionDependencies,
  renewal: Renewal,
): Session['enter'] {
  const { state, stores } = presence;

  /** Writes all parts of an account that enters. @returns whether the session is still in this epoch */
  const write = (account: SignedInAccount, tokens: TokenSet, epoch: number, left: SignedInAccount | null) =>
    presence.serial(async () => {
      if (left && left.key !== account.key) await leaving(left, 'replaced', stores.account.remove);
      await Promise.all([stores.credentials.remove(), stores.tokens.set(tokens), stores.ended.remove()]);
      await presence.setClockOffset(tokens.clockOffset);
      return presence.keepRecord(account, epoch);
    });

  return async (step, { keep, hosted = false }) => {
    const { userPoolClient, accountKey } = services();
    const { epoch } = state;
    const outcome = await step();
    if (outcome.step !== 'signedIn') {
      await presence.ensureEpoch(epoch);
      return outcome;
    }
    const { tokens, refreshToken } = outcome;
    if (state.epoch !== epoch) return refuseStale(userPoolClient, refreshToken);
    const { sub, username, email } = tokens;
    const account = { key: accountKey(sub), sub, username, email, refreshToken, keep, hosted };
    const left = state.account;
    // The session is a guest's until the whole account is written.
    const raised = await presence.raiseEpoch({ account: null, tokens: null, credentials: null });
    if (!(await write(account, tokens, raised, left)))
      return refuseStale(userPoolClient, refreshToken, stores.tokens);
    // A second epoch: work that began meanwhile began as a guest.
    const entered = presence.raiseEpoch({ account, tokens, credentials: null, ended: null });
    renewal.plan(tokens);
    changed();
    await entered;
    // The sign-in does not wait for the revocation of the last account's token.
    if (left) void userPoolClient.revoke(left.refreshToken);
    return outcome;
  };
}

/** @returns a function that leaves the account, if there is one; `ended` is the reason if it ended by itself */
function createLeaving(presence: Presence, { changed, renewAt, leaving }: SessionDependencies) {
  const { state, stores } = presence;
  return async (how: Departure, ended: EndReason | null = null): Promise<SignedInAccount | null> => {
    const { account } = state;
    if (!account) return null;
    renewAt(null);
    await presence.raiseEpoch({ account: null, tokens: null, credentials: null, ended });
    await presence.serial(async () => {
      await leaving(account, how, stores.account.remove);
      await Promise.all([
        stores.tokens.remove(),
        stores.credentials.remove(),
        ended ? stores.ended.set(ended) : stores.ended.remove(),
      ]);
    });
    changed();
    return account;
  };
}
