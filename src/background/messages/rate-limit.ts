/**
 * Limits the rate of requests, for each caller separately.
 *
 * @param most number of requests that are allowed at once
 * @param every ms until one more is allowed
 * @returns a function that counts a request. It returns false if the caller has used up the limit
 */
export function createRateLimit(most: number, every: number, now: () => number): (caller: number) => boolean {
  /** The time at which each caller's limit is full again, epoch ms. */
  const full = new Map<number, number>();
  return (caller) => {
    const next = Math.max(full.get(caller) ?? 0, now()) + every;
    if (next > now() + most * every) return false;
    full.set(caller, next);
    return true;
  };
}
