/** The stores of the session's parts. */
import * as v from 'valibot';
import { endReasons } from '../../contract/session.ts';
import { credentials } from '../../core/auth/credentials.ts';
import { type SessionStores, type SignedInAccount, signedInAccount } from '../../core/auth/session-state.ts';
import { tokenSet } from '../../core/auth/tokens.ts';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { Database } from '../storage/database.ts';
import { setting } from '../storage/settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { Vault } from '../storage/vault.ts';

/**
 * Tokens and credentials are in `storage.session`, the account's record is sealed on disk, and the reason of an ended
 * session survives a restart of the browser.
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

const row = { kind: 'account', id: 'record' };

/**
 * The signed-in account's record. It is sealed on disk; a pointer to it is written last and removed first. If its
 * session is to end with the browser, the record is kept in memory instead.
 * @param passing the store in memory
 */
export function createAccountStore(
  database: Database,
  vault: Vault,
  passing: StorageItem<SignedInAccount>,
): StorageItem<SignedInAccount> {
  const signedIn = setting(database, 'signedIn', v.string());
  return {
    async get() {
      const inMemory = await passing.get();
      if (inMemory) return inMemory;
      const key = await signedIn.get();
      if (!key) return null;
      const record = parseOrNull(signedInAccount, await vault.get(key, row.kind, row.id));
      return record && { ...record, key };
    },
    async set(account) {
      if (!account.keep) return passing.set(account);
      await vault.write(account.key, [{ ...row, value: account }]);
      await signedIn.set(account.key);
    },
    async remove() {
      const key = await signedIn.get();
      await Promise.all([signedIn.remove(), passing.remove()]);
      if (key) await vault.write(key, [{ ...row, remove: true }]);
    },
  };
}
