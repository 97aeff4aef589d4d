import { Failure } from '../http/failure.ts';

/** No calendar entry of an earlier day was made with a thing that speaks to this API. */
const firstDay = '2000-01-01';
/** Somewhere it is tomorrow already, and a clock may be a day ahead. */
const aheadMs = 2 * 24 * 60 * 60 * 1000;

/**
 * The days that choose the month of a counter have to be days that may have been. Due days may be any.
 *
 * @param now epoch ms
 * @throws Failure `invalid` naming the field
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
