/**
 * The signed-in account's record. It is sealed on disk; a pointer to it is written last and removed first. If its
 * session is to end with the browser, the record is kept in memory instead.
 */
import * as v from 'valibot';
import { type SignedInAccount, signedInAccount } from '../../core/auth/session-state.ts';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { Database } from '../storage/database.ts';
import { setting } from '../storage/settings.ts';
import type { Vault } from '../storage/vault.ts';

const row = { kind: 'account', id: 'record' };

/** @param passing the store in memory */
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
