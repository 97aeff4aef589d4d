/** Devices of a pool that tracks them. Each sign-in makes one, unless it names one that is confirmed. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../../clock.ts';
import type { Table } from '../../records/records.ts';
import type { UserPoolSettings } from '../settings/settings.ts';
import type { User } from '../users/users.ts';

export const device = v.object({
  key: v.string(),
  groupKey: v.string(),
  sub: v.string(),
  name: v.string(),
  confirmed: v.boolean(),
  remembered: v.boolean(),
  /** Epoch ms. */
  createdAt: v.number(),
  modifiedAt: v.number(),
  authenticatedAt: v.number(),
});
export type Device = v.InferOutput<typeof device>;

export interface Devices {
  /**
   * The device of a sign-in.
   *
   * @param key from the client
   * @returns null if the pool does not track devices
   */
  ofSignIn(user: User, key: string | undefined): Promise<{ device: Device; isNew: boolean } | null>;
  /** A confirmed device. */
  find(sub: string, key: string): Device | undefined;
  /** A device that is confirmed or not. */
  get(sub: string, key: string): Device | undefined;
  /** The confirmed ones of a user. */
  of(sub: string): Device[];
  save(changed: Device): Promise<void>;
  forget(gone: Device): Promise<void>;
}

export function createDevices(
  table: Table<Device>,
  { devices, region }: UserPoolSettings,
  clock: Clock,
): Devices {
  const get = (sub: string, key: string) => {
    const found = table.get(key);
    return found?.sub === sub ? found : undefined;
  };
  const find = (sub: string, key: string) => {
    const found = get(sub, key);
    return found?.confirmed ? found : undefined;
  };
  return {
    get,
    find,
    of: (sub) => table.values().filter((one) => one.sub === sub && one.confirmed),
    save: (changed) => table.put(changed.key, { ...changed, modifiedAt: clock.now() }),
    forget: (gone) => table.delete(gone.key),
    async ofSignIn({ sub }, key) {
      if (!devices) return null;
      const now = clock.now();
      const known = key === undefined ? undefined : find(sub, key);
      const made: Device = known
        ? { ...known, authenticatedAt: now }
        : {
            key: `${region}_${randomUUID()}`,
            groupKey: `-${randomUUID().slice(0, 8)}`,
            ...{ sub, name: '', confirmed: false, remembered: false },
            ...{ createdAt: now, modifiedAt: now, authenticatedAt: now },
          };
      await table.put(made.key, made);
      return { device: made, isNew: !known };
    },
  };
}
