import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { Item } from '../core/item.ts';

/**
 * One value in `storage.session`: it outlives the worker, not the browser, and never touches the disk. What does not
 * parse (an older version wrote it) counts as absent.
 */
export function sessionItem<S extends v.GenericSchema>(key: string, schema: S): Item<v.InferOutput<S>> {
  return {
    async get() {
      const stored = await browser.storage.session.get(key);
      const parsed = v.safeParse(schema, stored[key]);
      return parsed.success ? parsed.output : null;
    },
    set: (value) => browser.storage.session.set({ [key]: value }),
    remove: () => browser.storage.session.remove(key),
  };
}
