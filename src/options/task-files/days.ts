/** Days as programs and spreadsheets write them. */
import { isDay } from '../../domain/day.ts';

/** Which part of `03/04/2026` is the day. A file has one order for all of its days. */
export type DayOrder = 'dayFirst' | 'monthFirst';

export interface DayContext {
  /** Null while it is not known. */
  order: DayOrder | null;
  /** IANA name of the person's time zone. A time with an offset or `Z` is a day there. */
  zone: string;
  /** Names of months in lower case, with their numbers: see {@link monthNames}. */
  months: ReadonlyMap<string, number>;
}

/** `time`: `HH:MM`, or empty. `whole`: whether the text says nothing else. */
export interface ReadDay {
  day: string;
  time: string;
  whole: boolean;
}

/** Longest text that may be a day, in characters. */
const longest = 100;
const clock = /^(\d{1,2})[:.](\d{2})(?::\d{2}(?:[.,]\d+)?)?\s*([ap])?\.?\s*m?\.?$/i;
/** A time with the zone that e-mails and JavaScript write: `10:00:00 GMT+0100 (Central European Standard Time)`. */
const clockInZone = /^(\d{2}:\d{2}(?::\d{2})?) (?:GMT|UTC|Z)?([+-]\d{2}:?\d{2})?(?: \([^)]*\))?$/;
const stamp =
  /^(\d{4}-\d{2}-\d{2})[T ]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:[.,]\d{1,9})?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const threeNumbers = /^(\d{1,4})([/.-])\s?(\d{1,2})\2\s?(\d{1,4})\.?(?=$|[\sT,])/;

/**
 * Reads a day, with its time if there is one: ISO 8601, with or without an offset; three numbers in any order with `/`,
 * `.` or `-`; a month by its name; milliseconds or seconds since 1970; a spreadsheet's number of days since 1899-12-30.
 * A range ends on its last day.
 *
 * @returns `unclear` if it is one of two days and the order is not known; null if it is none
 */
export function readDay(text: string, context: DayContext): ReadDay | 'unclear' | null {
  if (text.length > longest) return null;
  const value = text.trim().replace(/^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]/u, '$1-$2-$3');
  const [, last] = /(?:→|–|\s-\s)\s*(.+)$/.exec(value) ?? [];
  if (last) {
    const end = readDay(last, context);
    return typeof end === 'object' && end ? { ...end, whole: false } : end;
  }
  if (/^\d{8}$/.test(value)) return dayOf(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`);
  if (/^\d{10}(\d{3})?$/.test(value))
    return instant(Number(value) * (value.length === 10 ? 1000 : 1), context.zone);
  if (/^[3-6]\d{4}(\.\d+)?$/.test(value)) return serial(Number(value));
  const stamped = stamp.exec(value);
  if (stamped) return stampedDay(stamped, context.zone);
  const numbers = threeNumbers.exec(value);
  if (numbers)
    return withTime(numbered(numbers, context.order), value.slice(numbers[0].length), context.zone);
  return worded(value, context);
}

function stampedDay([, day = '', time = '', seconds = '00', offset]: RegExpExecArray, zone: string) {
  const asItStands = dayOf(day, time === '00:00' ? '' : time);
  // Programs write a day without a time as midnight UTC: it is that day everywhere.
  if (!asItStands || !offset || (/^(Z|UTC|[+-]00:?00)$/i.test(offset) && `${time}:${seconds}` === '00:00:00'))
    return asItStands;
  const shift = /^(Z|UTC)$/i.test(offset) ? 'Z' : offset.replace(/^(...)(\d\d)$/, '$1:$2');
  return instant(Date.parse(`${day}T${time}:${seconds}${shift}`), zone);
}

/** The day and time of an instant. @param at epoch ms @param zone IANA name; an unknown one counts as UTC */
export function instant(at: number, zone: string): ReadDay | null {
  if (Number.isNaN(new Date(at).getTime())) return null;
  const parts = Object.fromEntries(
    zoned(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const time = `${parts.hour}:${parts.minute}`;
  return dayOf(`${parts.year?.padStart(4, '0')}-${parts.month}-${parts.day}`, time === '00:00' ? '' : time);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function zoned(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone: isZone(zone) ? zone : 'UTC',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    if (formats.size < 100) formats.set(zone, format);
  }
  return format;
}

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false; // a RangeError: no such zone
  }
}

/** The day of a spreadsheet's number; its fraction is the time. */
const serial = (days: number): ReadDay | null =>
  instant(Date.UTC(1899, 11, 30) + Math.round(days * 1440) * 60_000, 'UTC');

const dayOf = (day: string, time = ''): ReadDay | null => (isDay(day) ? { day, time, whole: true } : null);
const two = (part: number | string): string => String(part).padStart(2, '0');
const fullYear = (year: string): string => (year.length === 2 ? `20${year}` : year);

function numbered([, a = '', separator, b = '', c = '']: RegExpExecArray, order: DayOrder | null) {
  if (a.length === 4) return dayOf(`${a}-${two(b)}-${two(c)}`);
  if (a.length > 2 || (c.length !== 4 && c.length !== 2)) return null;
  const dayFirst = dayOf(`${fullYear(c)}-${two(b)}-${two(a)}`);
  if (separator === '.') return dayFirst; // nobody writes the month first with dots
  const monthFirst = dayOf(`${fullYear(c)}-${two(a)}-${two(b)}`);
  if (!dayFirst || !monthFirst || a === b) return dayFirst ?? monthFirst;
  return order === null ? 'unclear' : order === 'dayFirst' ? dayFirst : monthFirst;
}

/** Adds the time that follows the day, if it is one. */
function withTime(day: ReadDay | 'unclear' | null, rest: string, zone: string): ReadDay | 'unclear' | null {
  const after = rest.replace(/^[\sT,]+(at\s)?/i, '').trim();
  if (!day || after === '') return day;
  const [, utc, offset = 'Z'] = clockInZone.exec(after) ?? [];
  if (utc && day !== 'unclear')
    return instant(Date.parse(`${day.day}T${utc}${offset.replace(/^(...)(\d\d)$/, '$1:$2')}`), zone);
  const [, hour = '', minute = '', half = ''] = clock.exec(after) ?? [];
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour);
  if (hour === '' || hours > 23 || Number(minute) > 59) return null;
  const time = `${two(hours)}:${minute}`;
  return day === 'unclear' ? day : { ...day, time: time === '00:00' ? '' : time };
}

/** `Dec 24, 2026`, `24. Dezember 2026 10:00`, `Thu Dec 24 2026`. Without a year it is not a day. */
function worded(value: string, { months, zone }: DayContext): ReadDay | null {
  const words =
    /^(?:\p{L}{2,12}\.?,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th|\.|er)?(?:\s+de)?[\s/-]+)?(\p{L}+)\.?(?:\s+de)?(?:[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?)?[\s,/-]+(\d{4})(?=$|[\s,])/u;
  const found = words.exec(value);
  const [all = '', before, name = '', behind, year = ''] = found ?? [];
  const month = months.get(name.toLowerCase());
  const dayOfMonth = before ?? behind;
  if (!month || !dayOfMonth || (before && behind)) return null;
  const day = withTime(dayOf(`${year}-${two(month)}-${two(dayOfMonth)}`), value.slice(all.length), zone);
  return day === 'unclear' ? null : day;
}

/** Names of months, long and short. @param languages BCP 47 */
export function monthNames(languages: readonly string[]): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of new Set(['en', ...languages]))
    for (const style of ['long', 'short'] as const) {
      // With a day beside it, the month has the form that a date has in this language.
      const format = new Intl.DateTimeFormat(language, { month: style, day: 'numeric', timeZone: 'UTC' });
      for (let month = 0; month < 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2026, month, 1));
        const name = parts.find(({ type }) => type === 'month')?.value ?? '';
        names.set(name.toLowerCase().replace(/\.$/, ''), month + 1);
      }
    }
  names.set('sept', 9);
  return names;
}

/**
 * The order of a file's days: from those that can be read in one way only. `asked` is one that can be two days, if none
 * of the others tells, or if they disagree.
 */
export function orderOf(texts: Iterable<string>): { order: DayOrder | null; asked: string | null } {
  const seen = new Set<DayOrder>();
  let asked: string | null = null;
  for (const text of texts) {
    const [, a = '', separator, b = ''] = threeNumbers.exec(text.trim()) ?? [];
    if (!separator || separator === '.' || a.length > 2 || a === b) continue;
    if (Number(a) > 12) seen.add('dayFirst');
    else if (Number(b) > 12) seen.add('monthFirst');
    else asked ??= text.trim();
  }
  const [order = null] = seen.size === 1 ? seen : [];
  return { order, asked: order === null ? asked : null };
}
