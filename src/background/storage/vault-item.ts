import * as v from 'valibot';
import type { StorageItem } from '../../core/storage-item.ts';
import type { AccountVault } from './vault.ts';

/** One sealed value of one account. A value that does not parse counts as absent. */
export function vaultItem<S extends v.GenericSchema>(
  vault: AccountVault,
  kind: string,
  id: string,
  schema: S,
): StorageItem<v.InferOutput<S>> {
  return {
    async get() {
      const parsed = v.safeParse(schema, await vault.get(kind, id));
      return parsed.success ? parsed.output : null;
    },
    set: (value) => vault.write([{ kind, id, value }]),
    remove: () => vault.write([{ kind, id, remove: true }]),
  };
}
