/** Lists that come page by page. */
import { CodedError } from '../../contract/errors.ts';

/** Most rows of one list: many times what a person has. A page counts as {@link rowsOfPage} more, so an endless list of empty pages ends. */
const mostRows = 100_000;
const rowsOfPage = 100;
/** Longest time for all pages of one list, ms: a slow network needs minutes for ten thousand tasks. */
export const longestReading = 5 * 60_000;

/**
 * Bounds the reading of one list.
 *
 * @param now clock, epoch ms
 * @returns called after each page with its number of rows; it throws CodedError `answerTooLarge` if there is no end to them,
 *   `timeout` if they take too long
 */
export function limitPages(now: () => number): (rows: number) => void {
  const latest = now() + longestReading;
  let sum = 0;
  return (rows) => {
    sum += rows + rowsOfPage;
    if (sum > mostRows) throw new CodedError('answerTooLarge');
    if (now() > latest) throw new CodedError('timeout');
  };
}
