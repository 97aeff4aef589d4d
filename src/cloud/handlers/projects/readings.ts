/**
 * The summed counters, kept for some seconds by each instance of the function: what a dashboard costs does not grow
 * with the number of people who look at it.
 *
 * A sum may be as old as `keptMs`. Nobody is misled about their own changes: a client that has just made one asks for a
 * reading that begins after it asked. So the age of an answer never depends on who asks, only on what they ask for.
 */
import type { ProjectMonth } from '../../../domain/project-counters.ts';

/** How old a reading may be, in ms. */
export const keptMs = 3000;

export interface Reading {
  /** Epoch ms when it began: it holds everything that was acknowledged before. */
  at: number;
  rows: readonly ProjectMonth[];
}

export interface Readings {
  /**
   * A reading that is not too old. Whoever asks while it is being made waits for the same one.
   *
   * @param since epoch ms; one that began before then is too old as well
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
      // One that seems to come from later was made before the clock was set back.
      const usable = latest && latest.at <= now && latest.at >= Math.max(since, now - keptMs);
      return latest && usable ? latest.reading : fresh();
    },
  };
}
