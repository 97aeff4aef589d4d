import * as v from 'valibot';
import { endReasons } from '../../contract/session.ts';
import { credentials } from '../../core/auth/credentials.ts';
import { type SessionStores, signedInAccount } from '../../core/auth/session-state.ts';
import { tokenSet } from '../../core/auth/tokens.ts';
import type { Storage } from '../storage/storage.ts';
import { createAccountStore } from './account-store.ts';

/**
 * The stores of the session's parts: what gives access lies in `storage.session`, the account's record sealed on disk, and
 * that a session has ended where a restart of the browser does not forget it.
 */
export function sessionStores(storage: Storage): SessionStores {
  const { database, vault, setting, sessionItem } = storage;
  return {
    account: createAccountStore(database, vault, sessionItem('account', signedInAccount)),
    ended: setting('ended', v.picklist(endReasons)),
    epoch: sessionItem('epoch', v.number()),
    tokens: sessionItem('tokens', tokenSet),
    credentials: sessionItem('credentials', credentials),
    clockOffset: sessionItem('clockOffset', v.number()),
  };
}
