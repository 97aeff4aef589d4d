import * as v from 'valibot';
import browser from 'webextension-polyfill';
import type { StorageItem } from '../../core/storage-item.ts';

/** All that lies there, read once: only this worker writes it, and each read would be a way to another process. */
let known: Promise<Record<string, unknown>> | undefined;

function everything(): Promise<Record<string, unknown>> {
  known ??= browser.storage.session.get(null).catch((error) => {
    known = undefined;
    throw error;
  });
  return known;
}

/**
 * One value in `storage.session`: it outlives the worker, not the browser, and never touches the disk. What does not
 * parse (an older version wrote it) counts as absent.
 */
export function sessionItem<S extends v.GenericSchema>(
  key: string,
  schema: S,
): StorageItem<v.InferOutput<S>> {
  return {
    async get() {
      const parsed = v.safeParse(schema, (await everything())[key]);
      return parsed.success ? parsed.output : null;
    },
    async set(value) {
      await browser.storage.session.set({ [key]: value });
      (await everything())[key] = value;
    },
    async remove() {
      await browser.storage.session.remove(key);
      delete (await everything())[key];
    },
  };
}
