import type { StorageItem } from '../../../src/core/storage-item.ts';

/** A value in memory; JSON, so that nothing but data survives. */
export function memoryItem<T>(): StorageItem<T> {
  let stored: string | undefined;
  return {
    get: async () => (stored === undefined ? null : JSON.parse(stored)),
    set: async (value) => {
      stored = JSON.stringify(value);
    },
    remove: async () => {
      stored = undefined;
    },
  };
}
