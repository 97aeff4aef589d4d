import { utcDate } from '../ui/calendar.ts';
import { language } from '../ui/texts.ts';

/** `2026-11` as 11/26. */
export function monthYear(month: string): string {
  return `${month.slice(5)}/${month.slice(2, 4)}`;
}

/** `2026-11` as Nov. */
export function monthName(month: string): string {
  const format = new Intl.DateTimeFormat(language(), { month: 'short', timeZone: 'UTC' });
  return format.format(utcDate(`${month}-01`));
}
