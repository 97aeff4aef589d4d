/** Limits on attempts: AWS's lock-out after wrong passwords, and plain counts in a window of time. */
import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import type { Table } from '../records/records.ts';

export const attempts = v.object({
  count: v.number(),
  /** Epoch ms of the first attempt in a window, or of the latest wrong password. */
  at: v.number(),
});
export type Attempts = v.InferOutput<typeof attempts>;

const quarterHour = 15 * 60_000;

/** Wrong passwords by name, whether or not a user has the name. */
export interface LockOut {
  isLocked(name: string): boolean;
  countFailure(name: string): Promise<void>;
  forget(name: string): Promise<void>;
}

/**
 * Cognito's rule: five wrong passwords lock for a second, each further one for twice as long, up to a quarter of an
 * hour. A success, or a quarter of an hour without an attempt, resets the count.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
 */
export function createLockOut(table: Table<Attempts>, clock: Clock): LockOut {
  const current = (name: string) => {
    const known = table.get(name);
    return known && clock.now() - known.at < lockMs(known.count) + quarterHour ? known : undefined;
  };
  return {
    isLocked(name) {
      const known = current(name);
      return known !== undefined && clock.now() < known.at + lockMs(known.count);
    },
    countFailure: (name) => table.put(name, { count: (current(name)?.count ?? 0) + 1, at: clock.now() }),
    async forget(name) {
      if (table.get(name)) await table.delete(name);
    },
  };
}

const lockMs = (failures: number) => (failures < 5 ? 0 : Math.min(2 ** (failures - 5) * 1000, quarterHour));

/** A limit of attempts within a window of time. */
export interface Limit {
  isReached(key: string): boolean;
  count(key: string): Promise<void>;
}

export function createLimit(
  table: Table<Attempts>,
  clock: Clock,
  allowed: { most: number; windowMs: number },
): Limit {
  const current = (key: string) => {
    const known = table.get(key);
    return known && clock.now() - known.at < allowed.windowMs ? known : undefined;
  };
  return {
    isReached: (key) => (current(key)?.count ?? 0) >= allowed.most,
    count: (key) => {
      const known = current(key) ?? { count: 0, at: clock.now() };
      return table.put(key, { ...known, count: known.count + 1 });
    },
  };
}
