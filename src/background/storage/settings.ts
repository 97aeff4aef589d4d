import type * as v from 'valibot';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { lazyFor } from '../lazy.ts';
import { asked, type Database } from './database.ts';

/**
 * All settings, read once for each database: only this worker writes them, and each read would be a transaction of its
 * own.
 */
const everything = lazyFor((database: Database) =>
  database(['settings'], async (settings) => {
    const [names, values] = await Promise.all([asked(settings.getAllKeys()), asked(settings.getAll())]);
    return new Map<string, unknown>(names.map((name, at) => [String(name), values[at]]));
  }),
);

/** Updates the cache. Call it after a setting was written without {@link setting}. */
export async function noteSetting(database: Database, name: string, value: unknown): Promise<void> {
  (await everything(database)).set(name, value);
}

/**
 * One value in the settings store: plain, durable, no secret. A value that does not parse counts as absent.
 *
 * @param durability `relaxed` for a value that a power cut may revert: the write does not wait for the disk
 */
export function setting<S extends v.GenericSchema>(
  database: Database,
  name: string,
  schema: S,
  durability: IDBTransactionDurability = 'strict',
): StorageItem<v.InferOutput<S>> {
  return {
    get: async () => parseOrNull(schema, (await everything(database)).get(name)),
    async set(value) {
      await database(['settings'], (settings) => settings.put(value, name), durability);
      await noteSetting(database, name, value);
    },
    async remove() {
      await database(['settings'], (settings) => settings.delete(name), durability);
      (await everything(database)).delete(name);
    },
  };
}
