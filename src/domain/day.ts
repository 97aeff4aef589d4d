/** Calendar days. */
import * as v from 'valibot';

/** Whether the text is a calendar day, `YYYY-MM-DD` (ISO 8601). */
export function isDay(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day)
  );
}

/** A calendar day without a time or zone. It must exist. */
export const isoDate = v.pipe(v.string(), v.check(isDay, 'not a day of the calendar'));

/** The calendar day of a time in this machine's time zone, `YYYY-MM-DD`. @param at epoch ms, or a date */
export function localDay(at: number | Date): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
