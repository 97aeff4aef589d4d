/** Days as `YYYY-MM-DD`, without times and zones: midnight and summer time can't move them. */

/** Noon of the day in UTC, to be formatted in UTC. */
export function utcDate(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

/** Whole days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utcDate(to).getTime() - utcDate(from).getTime()) / 86_400_000);
}

/** The day so many days later; earlier where `days` is negative. */
export function dayAfter(day: string, days: number): string {
  const date = utcDate(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** Ms from `now` to the next local midnight, on days of 23 and 25 hours too. */
export function untilMidnight(now: Date): number {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return midnight.getTime() - now.getTime();
}
