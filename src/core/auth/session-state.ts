/** What a session consists of, and where its parts are stored. */
import * as v from 'valibot';
import type { EndReason } from '../../contract/session.ts';
import type { StorageItem } from '../storage-item.ts';
import type { Credentials } from './credentials.ts';
import { keptRefreshToken, type TokenSet } from './tokens.ts';

/** What is kept of a signed-in account until it signs out: the only durable copy of its refresh token. */
export const signedInAccount = v.object({
  /** Pool and `sub`: the same person in another pool is another account. */
  key: v.string(),
  sub: v.string(),
  username: v.string(),
  email: v.string(),
  refreshToken: keptRefreshToken,
  /** False: the refresh token is to be gone with the browser. */
  keep: v.optional(v.boolean(), true),
  /** Signed in by the pool's own page: there is a session in the browser too. */
  hosted: v.optional(v.boolean(), false),
});
export type SignedInAccount = v.InferOutput<typeof signedInAccount>;

export interface SessionStores {
  epoch: StorageItem<number>;
  account: StorageItem<SignedInAccount>;
  tokens: StorageItem<TokenSet>;
  credentials: StorageItem<Credentials>;
  /** Server's clock minus ours, ms. */
  clockOffset: StorageItem<number>;
  ended: StorageItem<EndReason>;
}

export interface SessionState {
  epoch: number;
  account: SignedInAccount | null;
  tokens: TokenSet | null;
  credentials: Credentials | null;
  clockOffset: number;
  /** Why the last session ended by itself; null when nobody has been signed in, or they signed out. */
  ended: EndReason | null;
}

/** What is stored, as the state to begin with. What a worker that was stopped half-way left of nobody is removed. */
export async function readSessionState(stores: SessionStores): Promise<SessionState> {
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
    ended,
  };
  if (tokens && !state.tokens) await stores.tokens.remove();
  if (credentials && !state.credentials) await stores.credentials.remove();
  return state;
}
