import * as v from 'valibot';
import { createMutex } from '../../core/mutex.ts';
import type { StorageItem } from '../../core/storage-item.ts';

/**
 * Bounds how often somebody may ask, each apart from all others. A worker that starts anew begins with nothing spent: for
 * limits that are full again after less time than it takes to stop the worker.
 *
 * @param most at once
 * @param every ms until one more is allowed
 * @param now epoch ms
 * @returns whether that caller may ask once more
 */
export function createRateLimit(most: number, every: number, now: () => number): (caller: number) => boolean {
  const full = new Map<number, number>();
  return (caller) => {
    const next = spend(full.get(caller), most, every, now());
    if (next) full.set(caller, next);
    return next > 0;
  };
}

/** The times at which each caller may ask as often as anybody again, epoch ms. */
export const fullTimes = v.record(v.string(), v.number());

/** Like {@link createRateLimit}, and the next worker knows what is spent. @param stored holds the callers of the last while */
export function createKeptRateLimit(
  stored: StorageItem<v.InferOutput<typeof fullTimes>>,
  most: number,
  every: number,
  now: () => number,
): (caller: number) => Promise<boolean> {
  const serial = createMutex();
  return (caller) =>
    serial(async () => {
      const full = (await stored.get()) ?? {};
      const next = spend(full[caller], most, every, now());
      if (next) {
        const spent = Object.entries(full).filter(([, time]) => time > now());
        await stored.set({ ...Object.fromEntries(spent), [caller]: next });
      }
      return next > 0;
    });
}

/** @returns the time at which the caller may ask as often as anybody again; 0 if it may not ask now */
function spend(full = 0, most: number, every: number, now: number): number {
  const next = Math.max(full, now) + every;
  return next > now + most * every ? 0 : next;
}
