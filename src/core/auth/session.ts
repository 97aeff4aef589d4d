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
import type { Item } from '../item.ts';
import { cognitoError } from './cognito-errors.ts';
import { type Credentials, chooseCredentialSource } from './credentials.ts';
import type { IdToken, RefreshToken, TokenSet } from './tokens.ts';
import type { SignInStep, UserPool } from './user-pool.ts';
import type { UserPoolClient } from './user-pool-client.ts';

/** What is kept of a signed-in account until it signs out: the only durable copy of its refresh token. */
export interface SignedInAccount {
  /** Pool and `sub`: the same person in another pool is another account. */
  key: string;
  sub: string;
  username: string;
  email: string;
  refreshToken: RefreshToken;
}

/** The services behind the present configuration. */
export interface AuthServices {
  userPoolId: string;
  region: string;
  userPool: Pick<UserPool, 'signIn'>;
  userPoolClient: UserPoolClient;
  /** Credentials of the login's identity, or of the guest's without one. */
  identityPool: (
    login: { provider: string; idToken: IdToken; sub: string } | null,
  ) => Promise<Omit<Credentials, 'owner'>>;
}

export interface SessionStores {
  epoch: Item<number>;
  account: Item<SignedInAccount>;
  tokens: Item<TokenSet>;
  credentials: Item<Credentials>;
  /** Server's clock minus ours, ms. */
  clockOffset: Item<number>;
  ended: Item<boolean>;
}

export interface SessionState {
  epoch: number;
  account: SignedInAccount | null;
  tokens: TokenSet | null;
  credentials: Credentials | null;
  clockOffset: number;
  ended: boolean;
}

export interface Session {
  readonly state: Readonly<SessionState>;
  signIn(input: { username: string; password: string }): Promise<SignInStep>;
  /** Local effects first and always; then the server is told, whose failure is no failure of the sign-out. */
  signOut(options?: { everywhere?: boolean }): Promise<void>;
  /** Leaves the account without telling anybody: there is no server to tell. */
  drop(): Promise<void>;
  /** Forgets the kept credentials, whoever's they are. */
  forgetCredentials(): Promise<void>;
  /** Fresh credentials of whoever is signed in. `renew` distrusts the kept ones. */
  credentials(options?: { renew?: boolean }): Promise<Credentials>;
  /** Fresh tokens of the signed-in account. `renew` distrusts the kept ones. */
  tokens(options?: { renew?: boolean }): Promise<TokenSet>;
  learnClockOffset(offset: number): Promise<void>;
  /** Raises the epoch: what is on its way is not applied any more. */
  raiseEpoch(): Promise<number>;
}

/**
 * @param services behind the present configuration; throws `notConfigured` when there is none
 * @param changed called after each change of state that surfaces show
 * @param leaving called when the account is left, before its record is removed; `ended` when it ended by itself
 */
export async function restoreSession(
  stores: SessionStores,
  services: () => AuthServices,
  {
    now,
    changed,
    leaving,
  }: {
    now: () => number;
    changed: () => void;
    leaving: (account: SignedInAccount, how: 'signedOut' | 'ended') => Promise<void>;
  },
): Promise<Session> {
  const [epoch, account, tokens, credentials, clockOffset, ended] = await Promise.all([
    stores.epoch.get(),
    stores.account.get(),
    stores.tokens.get(),
    stores.credentials.get(),
    stores.clockOffset.get(),
    stores.ended.get(),
  ]);
  const owner = account?.sub ?? null;
  const state: SessionState = {
    epoch: epoch ?? 1,
    account,
    tokens: tokens?.sub === owner ? tokens : null,
    credentials: credentials?.owner === owner ? credentials : null,
    clockOffset: clockOffset ?? 0,
    ended: ended ?? false,
  };

  // Left by a worker that was stopped half-way through a sign-in or sign-out: nobody's any more.
  if (tokens && !state.tokens) await stores.tokens.remove();
  if (credentials && !state.credentials) await stores.credentials.remove();

  // Many callers, one request: what is in flight is shared by all who ask within the same epoch.
  const inFlight = new Map<string, { epoch: number; promise: Promise<unknown> }>();
  function shared<T>(what: string, start: () => Promise<T>): Promise<T> {
    const running = inFlight.get(what);
    // The map holds under each name only what that name's callers started.
    if (running && running.epoch === state.epoch) return running.promise as Promise<T>;
    const entry = { epoch: state.epoch, promise: start() };
    inFlight.set(what, entry);
    const clear = () => inFlight.get(what) === entry && inFlight.delete(what);
    entry.promise.then(clear, clear);
    return entry.promise;
  }

  function ensureEpoch(epoch: number): void {
    if (state.epoch !== epoch) throw new CodedError('sessionChanged');
  }

  /** What was stored while the session changed must not stay behind; a successor's copy is merely fetched again. */
  async function discardIfStale(epoch: number, item: { remove(): Promise<void> }): Promise<void> {
    if (state.epoch === epoch) return;
    await item.remove();
    throw new CodedError('sessionChanged');
  }

  async function raiseEpoch(): Promise<number> {
    state.epoch += 1;
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

  async function signIn(input: { username: string; password: string }): Promise<SignInStep> {
    const { userPool, userPoolClient, userPoolId } = services();
    const epoch = state.epoch;
    const outcome = await userPool.signIn(input);
    if (outcome.step !== 'signedIn') return outcome;
    const { tokens, refreshToken } = outcome;
    if (state.epoch !== epoch) return refuseStale(userPoolClient, refreshToken);
    const account: SignedInAccount = {
      key: `${userPoolId}/${tokens.sub}`,
      sub: tokens.sub,
      username: tokens.username,
      email: tokens.email,
      refreshToken,
    };
    const left = state.account;
    const raised = await raiseEpoch();
    if (left && left.key !== account.key) await leaving(left, 'signedOut');
    await Promise.all([stores.credentials.remove(), stores.tokens.set(tokens), stores.ended.remove()]);
    await learnClockOffset(tokens.clockOffset);
    await stores.account.set(account);
    if (state.epoch !== raised)
      return refuseStale(userPoolClient, refreshToken, stores.account, stores.tokens);
    Object.assign(state, { account, tokens, credentials: null, ended: false });
    // Once more: what was begun since the first time was begun for whoever was here before.
    await raiseEpoch();
    changed();
    if (left) await revoke(userPoolClient, left.refreshToken);
    return outcome;
  }

  async function leave(
    how: 'signedOut' | 'ended',
  ): Promise<{ account: SignedInAccount; tokens: TokenSet | null } | null> {
    const { account, tokens } = state;
    if (!account) return null;
    // In the same moment as the epoch: nothing may begin under the new one for the account that is being left.
    Object.assign(state, { account: null, tokens: null, credentials: null, ended: how === 'ended' });
    await raiseEpoch();
    // The record goes first: without it nothing else of the account is ever read again.
    await stores.account.remove();
    await Promise.all([
      stores.tokens.remove(),
      stores.credentials.remove(),
      how === 'ended' ? stores.ended.set(true) : stores.ended.remove(),
      leaving(account, how),
    ]);
    changed();
    return { account, tokens };
  }

  async function signOut({ everywhere = false } = {}): Promise<void> {
    const { userPoolClient } = services();
    const left = await leave('signedOut');
    if (!left) return;
    if (everywhere) {
      // The kept access token may have expired, or be gone with a restart of the browser.
      const fresh = userPoolClient.refresh(left.account.refreshToken);
      await fresh
        .then(({ tokens }) => userPoolClient.signOutEverywhere(tokens.accessToken))
        .catch(unlessDefect);
    }
    await revoke(userPoolClient, left.account.refreshToken);
  }

  const refresh = (): Promise<TokenSet> =>
    shared('refresh', async () => {
      const { userPoolClient } = services();
      const { account, epoch } = state;
      if (!account) throw new CodedError('signInRequired');
      try {
        const answer = await userPoolClient.refresh(account.refreshToken);
        const refreshToken = answer.refreshToken ?? account.refreshToken;
        if (state.epoch !== epoch) return await refuseStale(userPoolClient, refreshToken);
        if (answer.tokens.sub !== account.sub) throw new CodedError('badAnswer');
        if (answer.refreshToken) {
          const renewed = { ...account, refreshToken };
          await stores.account.set(renewed);
          if (state.epoch !== epoch) return await refuseStale(userPoolClient, refreshToken, stores.account);
          state.account = renewed;
        }
        await stores.tokens.set(answer.tokens);
        await learnClockOffset(answer.tokens.clockOffset);
        await discardIfStale(epoch, stores.tokens);
        state.tokens = answer.tokens;
        return answer.tokens;
      } catch (error) {
        if (error instanceof CodedError && error.code === 'sessionEnded' && state.epoch === epoch)
          await leave('ended');
        throw error;
      }
    });

  async function tokensOf({ renew = false } = {}): Promise<TokenSet> {
    const { account, tokens } = state;
    if (!account) throw new CodedError('signInRequired');
    const source = chooseCredentialSource(
      { owner: account.sub, credentials: null, tokens },
      now(),
      state.clockOffset,
    );
    return source === 'login' && tokens && !renew ? tokens : refresh();
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
    const { identityPool, region, userPoolId } = services();
    const provider = `cognito-idp.${region}.amazonaws.com/${userPoolId}`;
    const obtain = async (tokens: TokenSet | null) =>
      identityPool(tokens && { provider, idToken: tokens.idToken, sub: tokens.sub });
    let answer: Omit<Credentials, 'owner'>;
    try {
      answer = await obtain(owner ? await tokensOf() : null).catch(async (error: unknown) => {
        // A token that looks fresh here may be dead there (revoked, clocks apart): one more try with a new one.
        if (owner && refusesLogin(error)) return obtain(await refresh());
        throw error;
      });
    } catch (error) {
      const failure = cognitoError(error, 'other');
      // The end of the session raises the epoch itself: its callers are told of the end, not of a change.
      if (failure.code !== 'sessionEnded') ensureEpoch(epoch);
      throw failure;
    }
    ensureEpoch(epoch);
    const credentials = { ...answer, owner };
    await stores.credentials.set(credentials);
    await discardIfStale(epoch, stores.credentials);
    const moved = state.credentials?.identityId !== credentials.identityId;
    state.credentials = credentials;
    if (moved) changed();
    return credentials;
  }

  return {
    state,
    signIn,
    signOut,
    async drop() {
      await leave('signedOut');
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

const refusesLogin = (error: unknown): boolean =>
  error instanceof Error && error.name === 'NotAuthorizedException';
