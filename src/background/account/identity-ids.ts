/** The cached identity ids: the guest's stays for good, a user's until the account is left. */
import * as v from 'valibot';
import type { IdentityIdCache } from '../../core/auth/identity-id-cache.ts';
import type { StorageItem } from '../../core/storage-item.ts';
import type { Storage } from '../storage/storage.ts';

const ids = v.record(v.string(), v.string());

export interface IdentityIds extends IdentityIdCache {
  forgetUsers(): Promise<void>;
}

export function createIdentityIds(storage: Pick<Storage, 'setting' | 'sessionItem'>): IdentityIds {
  const guests = storage.setting('guestIdentities', ids);
  const users = storage.sessionItem('userIdentities', ids);
  // The SDK's provider uses this name for a guest.
  const store = (key: string): StorageItem<v.InferOutput<typeof ids>> =>
    key.endsWith(':ANONYMOUS') ? guests : users;
  return {
    getItem: async (key) => (await store(key).get())?.[key] ?? null,
    async setItem(key, id) {
      await store(key).set({ ...(await store(key).get()), [key]: id });
    },
    async removeItem(key) {
      const { [key]: _, ...others } = (await store(key).get()) ?? {};
      await store(key).set(others);
    },
    forgetUsers: () => users.remove(),
  };
}
