/** Calendar days as `YYYY-MM-DD`, without times and zones: midnight and summer time cannot shift them. */

/** Noon of the day in UTC, to be formatted in UTC. */
export function utcDate(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** Whole days from one day to the other; negative if `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcDate(to).getTime() - utcDate(from).getTime()) / 86_400_000);
}

/** The day `days` later; earlier if `days` is negative. */
export function dayAfter(day: string, days: number): string {
  const date = utcDate(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Ms from `now` to the next local midnight. Days of 23 and 25 hours are handled. */
export function untilMidnight(now: Date): number {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return midnight.getTime() - now.getTime();
}
