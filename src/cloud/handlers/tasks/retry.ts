/** The retry policy for a change that met other changes. `docs/scale.md` shows the load that it carries. */

/** Number of tries before the caller gets `busy`. With the pauses, they take much less than the function's time. */
export const attempts = 16;

/**
 * The longest pause before an attempt, in ms. The actual pause is a random part of it. It starts at 40 ms, doubles each
 * time, and never exceeds 400 ms.
 *
 * @param attempt 1 for the first repetition
 */
export const longestPause = (attempt: number): number => Math.min(400, 20 * 2 ** attempt);
