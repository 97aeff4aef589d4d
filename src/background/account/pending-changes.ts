/** Changes of addresses whose code has not been given yet. Cognito does not tell of them, so they are kept here. */
import * as v from 'valibot';
import type { PendingChange } from '../../contract/account.ts';
import type { Vault } from '../storage/vault.ts';

const kind = 'pendingChange';
const entry = v.object({ value: v.string(), destination: v.string(), resendAt: v.number() });

export interface PendingChanges {
  all(account: string): Promise<Record<string, PendingChange>>;
  /** @param change null for one that is over */
  set(account: string, attribute: string, change: PendingChange | null): Promise<void>;
}

export function createPendingChanges(vault: Vault): PendingChanges {
  return {
    async all(account) {
      const rows = [...(await vault.all(account, kind))];
      const known = rows.flatMap(([id, row]) => {
        const parsed = v.safeParse(entry, row);
        return parsed.success ? [[id, parsed.output] as const] : [];
      });
      return Object.fromEntries(known);
    },
    set: (account, id, value) =>
      vault.write(account, [value ? { kind, id, value } : { kind, id, remove: true }]),
  };
}
