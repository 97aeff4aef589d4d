import { dateFormat } from '../../ui/i18n/formats.ts';
import { language } from '../../ui/i18n/texts.ts';
import { utcDate } from '../../ui/time/calendar.ts';

/** Writes `2026-11` as 11/26. */
export function monthYear(month: string): string {
  return `${month.slice(5)}/${month.slice(2, 4)}`;
}

/** Writes `2026-11` as Nov, or as November 2026. */
export function monthName(month: string, style: 'short' | 'full'): string {
  const parts: Intl.DateTimeFormatOptions =
    style === 'short' ? { month: 'short' } : { month: 'long', year: 'numeric' };
  return dateFormat(language(), { ...parts, timeZone: 'UTC' }).format(utcDate(`${month}-01`));
}
