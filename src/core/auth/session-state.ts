/** The parts of a session, and their stores. */
import * as v from 'valibot';
import type { EndReason } from '../../contract/session.ts';
import type { StorageItem } from '../storage-item.ts';
import type { Credentials } from './credentials.ts';
import { keptRefreshToken, type TokenSet } from './tokens.ts';

/** The record of a signed-in account until it signs out. It is the only durable copy of its refresh token. */
export const signedInAccount = v.object({
  /** Pool and `sub`: the same person in another pool is another account. */
  key: v.string(),
  sub: v.string(),
  username: v.string(),
  email: v.string(),
  refreshToken: keptRefreshToken,
  /** False: the refresh token must not outlive the browser. */
  keep: v.optional(v.boolean(), true),
  /** The person signed in on the pool's own page, so the browser has a session there too. */
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
  /** The reason why the last session ended by itself; null if there was none, or after a sign-out. */
  ended: EndReason | null;
}

/** Reads the stored state. Values that a stopped worker left without an account are removed. */
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
