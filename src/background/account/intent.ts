/** The goal of a person who was asked to sign in. Each view contains it, and it outlives the worker. */
import type { Intent } from '../../contract/session.ts';
import type { StorageItem } from '../../core/storage-item.ts';

export interface IntentStore {
  get(): Intent;
  set(intent: Intent): Promise<void>;
}

export async function restoreIntent(stored: StorageItem<Intent>, changed: () => void): Promise<IntentStore> {
  let intent = await stored.get();
  return {
    get: () => intent,
    async set(next) {
      if (next === intent) return;
      intent = next;
      if (next) await stored.set(next);
      else await stored.remove();
      changed();
    },
  };
}
