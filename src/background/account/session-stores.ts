import * as v from 'valibot';
import { endReasons } from '../../contract/session.ts';
import { credentials } from '../../core/auth/credentials.ts';
import { type SessionStores, signedInAccount } from '../../core/auth/session-state.ts';
import { tokenSet } from '../../core/auth/tokens.ts';
import type { Storage } from '../storage/storage.ts';
import { createAccountStore } from './account-store.ts';

/**
 * The stores of the session's parts. Tokens and credentials are in `storage.session`, the account's record is sealed on
 * disk, and the reason of an ended session survives a restart of the browser.
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
