/** Days of the calendar. */
import * as v from 'valibot';

/** Whether it is a day of the calendar, `YYYY-MM-DD` (ISO 8601). */
export function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
  );
}

/** A calendar day without time or zone, checked to exist. */
export const isoDate = v.pipe(v.string(), v.check(isDay, 'not a day of the calendar'));

/** The calendar day of a moment on this machine's own calendar, `YYYY-MM-DD`. */
export function localDay(at: number | Date): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
