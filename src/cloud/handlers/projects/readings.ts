/**
 * The summed counters. Each instance of the function keeps them for some seconds, so the cost of the dashboards does
 * not grow with the number of viewers.
 *
 * A sum may be as old as `keptMs`. A client that has just made a change asks for a reading that begins after its
 * request, so that it always sees its own changes. The age of an answer depends on the request only, never on the
 * caller.
 */
import type { ProjectMonth } from '../../../domain/project-counters.ts';

/** Longest age of a reading, in ms. */
export const keptMs = 3000;

export interface Reading {
  /** Epoch ms when the reading began. It contains every change that was acknowledged before. */
  at: number;
  rows: readonly ProjectMonth[];
}

export interface Readings {
  /**
   * A reading that is not too old. Callers that come while it is made share it.
   *
   * @param since epoch ms; a reading that began before is too old as well
   */
  kept(since?: number): Promise<Reading>;
  /** A reading that begins now. */
  fresh(): Promise<Reading>;
}

/**
 * @param read sums the counters, consistently
 * @param clock epoch ms
 */
export function createReadings(read: () => Promise<ProjectMonth[]>, clock: () => number): Readings {
  let latest: { at: number; reading: Promise<Reading> } | null = null;

  function fresh(): Promise<Reading> {
    const at = clock();
    const begun = { at, reading: read().then((rows) => ({ at, rows })) };
    latest = begun;
    begun.reading.catch(() => {
      // The next caller tries again.
      if (latest === begun) latest = null;
    });
    return begun.reading;
  }

  return {
    fresh,
    kept(since = 0) {
      const now = clock();
      // A reading from the future was made before the clock was set back.
      const usable = latest && latest.at <= now && latest.at >= Math.max(since, now - keptMs);
      return latest && usable ? latest.reading : fresh();
    },
  };
}
