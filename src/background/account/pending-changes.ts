/** Changed addresses that are not verified yet. Cognito does not report them, so they are stored here. */
import { type PendingChange, pendingChange } from '../../contract/account.ts';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { AccountVault } from '../storage/vault.ts';
import { vaultItem } from '../storage/vault-item.ts';

const kind = 'pendingChange';

export interface PendingChanges {
  all(): Promise<Record<string, PendingChange>>;
  of(attribute: string): StorageItem<PendingChange>;
}

export function createPendingChanges(vault: AccountVault): PendingChanges {
  return {
    async all() {
      const rows = [...(await vault.all(kind))];
      const known = rows.flatMap(([id, row]) => {
        const change = parseOrNull(pendingChange, row);
        return change ? [[id, change] as const] : [];
      });
      return Object.fromEntries(known);
    },
    of: (attribute) => vaultItem(vault, kind, attribute, pendingChange),
  };
}
