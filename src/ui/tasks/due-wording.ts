/** The wording of a day, relative to today. */

import { dateFormat } from '../i18n/formats.ts';
import { daysBetween, utcDate } from '../time/calendar.ts';

export type DueWording =
  | { kind: 'today' | 'tomorrow' | 'yesterday' }
  /** Within six days: the weekday is enough. */
  | { kind: 'weekday' | 'lastWeekday'; day: string }
  /** Further away. The year is named only if it is another one. */
  | { kind: 'date'; day: string; withYear: boolean };

/** @param day,today `YYYY-MM-DD` */
export function dueWording(day: string, today: string): DueWording {
  const ahead = daysBetween(today, day);
  if (ahead === 0) return { kind: 'today' };
  if (ahead === 1) return { kind: 'tomorrow' };
  if (ahead === -1) return { kind: 'yesterday' };
  if (ahead > 1 && ahead <= 6) return { kind: 'weekday', day };
  if (ahead < -1 && ahead >= -6) return { kind: 'lastWeekday', day };
  return { kind: 'date', day, withYear: day.slice(0, 4) !== today.slice(0, 4) };
}

/** The fixed words of the language. */
export interface DueWords {
  today: string;
  tomorrow: string;
  yesterday: string;
  last(weekday: string): string;
}

/** Today, Tomorrow, Fri, Yesterday, Last Mon, 12 Nov or 12 Nov 2027, in the given BCP 47 language. */
export function sayDay(wording: DueWording, words: DueWords, locale: string): string {
  switch (wording.kind) {
    case 'today':
    case 'tomorrow':
    case 'yesterday':
      return words[wording.kind];
    case 'weekday':
      return format(wording.day, locale, { weekday: 'short' });
    case 'lastWeekday':
      return words.last(format(wording.day, locale, { weekday: 'short' }));
    case 'date': {
      const year = wording.withYear ? ({ year: 'numeric' } as const) : {};
      return format(wording.day, locale, { day: 'numeric', month: 'short', ...year });
    }
  }
}

function format(day: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, { ...options, timeZone: 'UTC' }).format(utcDate(day));
}
