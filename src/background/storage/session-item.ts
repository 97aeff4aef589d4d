import type * as v from 'valibot';
import browser from 'webextension-polyfill';
import { parseOrNull } from '../../core/parse.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import { lazyFor } from '../lazy.ts';

/** The part of `storage.session` that is used. It outlives the worker, not the browser, and never touches the disk. */
export interface SessionArea {
  get(keys: null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(key: string): Promise<void>;
}

/** The browser's own. The API is read at each use. */
export const browserSession: SessionArea = {
  get: (keys) => browser.storage.session.get(keys),
  set: (items) => browser.storage.session.set(items),
  remove: (key) => browser.storage.session.remove(key),
};

/** All values, read once: only this worker writes them, and each read would cross to another process. */
const everything = lazyFor((area: SessionArea) => area.get(null));

/** One value in `storage.session`. A value that does not parse (an older version wrote it) counts as absent. */
export function sessionItem<S extends v.GenericSchema>(
  key: string,
  schema: S,
  area: SessionArea = browserSession,
): StorageItem<v.InferOutput<S>> {
  return {
    get: async () => parseOrNull(schema, (await everything(area))[key]),
    async set(value) {
      await area.set({ [key]: value });
      (await everything(area))[key] = value;
    },
    async remove() {
      await area.remove(key);
      delete (await everything(area))[key];
    },
  };
}
