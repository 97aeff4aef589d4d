import * as v from 'valibot';
import { endReasons } from '../../contract/session.ts';
import { credentials } from '../../core/auth/credentials.ts';
import type { SessionStores } from '../../core/auth/session-state.ts';
import type { AccessToken, IdToken, TokenSet } from '../../core/auth/tokens.ts';
import type { Storage } from '../storage/storage.ts';
import { accountRecord, createAccountStore } from './account-store.ts';

const tokens = v.object({
  // Branded here: only tokens that have been read as such are written there.
  idToken: v.pipe(
    v.string(),
    v.transform((token) => token as IdToken),
  ),
  accessToken: v.pipe(
    v.string(),
    v.transform((token) => token as AccessToken),
  ),
  sub: v.string(),
  username: v.string(),
  email: v.string(),
  expiresAt: v.number(),
  clockOffset: v.number(),
}) satisfies v.GenericSchema<unknown, TokenSet>;

/**
 * Where the parts of the session live: what gives access in `storage.session`, the account's record sealed on disk, and
 * that a session has ended where a restart of the browser does not forget it.
 */
export function sessionStores(storage: Storage): SessionStores {
  const { database, vault, setting, sessionItem } = storage;
  return {
    account: createAccountStore(database, vault, sessionItem('account', accountRecord)),
    ended: setting('ended', v.picklist(endReasons)),
    epoch: sessionItem('epoch', v.number()),
    tokens: sessionItem('tokens', tokens),
    credentials: sessionItem('credentials', credentials),
    clockOffset: sessionItem('clockOffset', v.number()),
  };
}
