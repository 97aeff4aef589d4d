/** Waits between retries. Sleep and randomness are arguments, so that tests need neither. */
export interface Backoff {
  /** Resolves after so many ms. */
  sleep: (ms: number) => Promise<void>;
  /** A number in [0, 1). */
  random: () => number;
}

/** Longest wait before the first retry, ms. It doubles for each further retry. */
const firstWait = 200;

/**
 * "Full jitter": a random wait up to the doubled limit, so that many clients do not come back at once.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 *
 * @param tried number of tries so far, from 1
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
