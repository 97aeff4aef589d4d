import type * as v from 'valibot';
import { parseOrNull } from '../../core/parse.ts';
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
    get: async () => parseOrNull(schema, await vault.get(kind, id)),
    set: (value) => vault.write([{ kind, id, value }]),
    remove: () => vault.write([{ kind, id, remove: true }]),
  };
}
