/** The signed-in account's record: sealed, and found by a pointer that is written last and removed first. */
import * as v from 'valibot';
import type { SignedInAccount } from '../core/auth/session.ts';
import type { RefreshToken } from '../core/auth/tokens.ts';
import type { Item } from '../core/item.ts';
import type { Database } from './database.ts';
import { setting } from './settings.ts';
import type { Vault } from './vault.ts';

const record = v.object({
  key: v.string(),
  sub: v.string(),
  username: v.string(),
  email: v.string(),
  // Branded here: only refresh tokens are written there.
  refreshToken: v.pipe(
    v.string(),
    v.transform((token) => token as RefreshToken),
  ),
});

const row = { kind: 'account', id: 'record' };

export function createAccountStore(database: Database, vault: Vault): Item<SignedInAccount> {
  const signedIn = setting(database, 'signedIn', v.string());
  return {
    async get() {
      const key = await signedIn.get();
      if (!key) return null;
      const parsed = v.safeParse(record, await vault.get(key, row.kind, row.id));
      return parsed.success ? parsed.output : null;
    },
    async set(account) {
      await vault.write(account.key, [{ ...row, value: account }]);
      await signedIn.set(account.key);
    },
    async remove() {
      const key = await signedIn.get();
      await signedIn.remove();
      if (key) await vault.write(key, [{ ...row, remove: true }]);
    },
  };
}
