/** How a change that met others is tried again. `docs/scale.md` shows what this policy bears. */

/** Times a change is tried before its caller hears `busy`: with the pauses, well within the function's time. */
export const attempts = 16;

/**
 * The longest pause before an attempt, in ms; a random part of it is taken. Up to 40 ms at first, twice as much each
 * time, never more than 400 ms.
 *
 * @param attempt 1 for the first repetition
 */
export const longestPause = (attempt: number): number => Math.min(400, 20 * 2 ** attempt);
