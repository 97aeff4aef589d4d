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
  setClockOffset(offset: number): Promise<void>;
  /** Raises the epoch: what is on its way is not applied any more. */
  raiseEpoch(): Promise<number>;
}

export interface SessionDependencies extends RenewalDependencies {
  /** Called when an account is left. @param removeRecord to be called on the way: without its record nobody reads the rest */
  leaving: (account: SignedInAccount, how: Departure, removeRecord: () => Promise<void>) => Promise<void>;
}

/** @param services behind the present configuration; throws `notConfigured` when there is none */
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
        // A sign-out that failed half-way is asked for again.
        await presence.serial(stores.account.remove);
        dependencies.changed();
        return;
      }
      // The kept access token may have expired, or be gone with a restart of the browser.
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

  /** Writes all of an account that enters. @returns whether the session is still of this epoch */
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
    // Nobody is here until all of the account is written.
    const raised = await presence.raiseEpoch({ account: null, tokens: null, credentials: null });
    if (!(await write(account, tokens, raised, left)))
      return refuseStale(userPoolClient, refreshToken, stores.tokens);
    // Once more: work that began since the first time began for nobody.
    const entered = presence.raiseEpoch({ account, tokens, credentials: null, ended: null });
    renewal.plan(tokens);
    changed();
    await entered;
    // The person who comes waits for no word about the one who was here.
    if (left) void userPoolClient.revoke(left.refreshToken);
    return outcome;
  };
}

/** @returns a function that leaves the account, if there is one; `ended` says why, when it ends by itself */
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
