/**
 * Bounds how often somebody may ask, each apart from all others.
 *
 * @param most at once
 * @param every ms until one more is allowed
 * @returns whether that caller may ask once more
 */
export function createRateLimit(most: number, every: number, now: () => number): (caller: number) => boolean {
  /** The time at which each may ask as often as anybody again, epoch ms. */
  const full = new Map<number, number>();
  return (caller) => {
    const next = Math.max(full.get(caller) ?? 0, now()) + every;
    if (next > now() + most * every) return false;
    full.set(caller, next);
    return true;
  };
}
