/** How long to wait before trying again. Sleep and randomness come from outside, so that tests need neither. */
export interface Backoff {
  /** Resolves after so many ms. */
  sleep: (ms: number) => Promise<void>;
  /** A number in [0, 1). */
  random: () => number;
}

/** Longest wait before the first repeat, ms; each further one may be twice as long. */
const firstWait = 200;

/**
 * "Full jitter": anything from nothing to the doubled wait, so that many clients do not come back at once.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param tried how often it has been tried, from 1
 * @returns ms
 */
export function backoffDelay(tried: number, random: () => number): number {
  return Math.floor(random() * firstWait * 2 ** (tried - 1));
}

/** The machine's own clock and randomness. */
export const systemBackoff: Backoff = {
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};
