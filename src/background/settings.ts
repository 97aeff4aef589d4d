import * as v from 'valibot';
import type { Item } from '../core/item.ts';
import type { Database } from './database.ts';

/** One value in the settings store: plain, durable, no secret. What does not parse counts as absent. */
export function setting<S extends v.GenericSchema>(
  database: Database,
  name: string,
  schema: S,
): Item<v.InferOutput<S>> {
  return {
    async get() {
      const parsed = v.safeParse(schema, await database.get('settings', name));
      return parsed.success ? parsed.output : null;
    },
    async set(value) {
      const transaction = database.transaction('settings', 'readwrite', { durability: 'strict' });
      transaction.store.put(value, name);
      await transaction.done;
    },
    remove: () => database.delete('settings', name),
  };
}
