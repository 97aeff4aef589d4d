import { Failure } from '../http/failure.ts';

/** Days before this one are implausible. */
const firstDay = '2000-01-01';
/** The day of tomorrow has begun in some time zones, and a clock may be a day ahead. */
const aheadMs = 2 * 24 * 60 * 60 * 1000;

/**
 * Checks the days that select the month of a counter: they must be plausible. Due days may be any.
 *
 * @param now epoch ms
 * @throws Failure `invalid` with the field
 */
export function requirePlausible(days: { createdOn?: string; completedOn?: string }, now: number): void {
  const lastDay = new Date(now + aheadMs).toISOString().slice(0, 10);
  for (const field of ['createdOn', 'completedOn'] as const) {
    const day = days[field];
    if (day !== undefined && (day < firstDay || day > lastDay)) {
      throw new Failure('invalid', `The day is not between ${firstDay} and ${lastDay}.`, { field });
    }
  }
}
