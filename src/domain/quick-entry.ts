/** Parses a task from one line of text: `buy milk tomorrow #home`. */

import { isDay } from './day.ts';
import { limits } from './text-limits.ts';

/**
 * The keywords, as texts of the language. Alternatives are separated by spaces. A key that names several things in
 * order separates these by `|`.
 */
export const quickWordKeys = [
  'quick_today',
  'quick_tomorrow',
  'quick_in',
  'quick_one',
  'quick_units',
  'quick_by',
  'quick_unclear',
  'quick_weekdays',
  'quick_months',
] as const;
export type QuickWords = Record<(typeof quickWordKeys)[number], string>;

/** @param text returns the language's text of a key */
export const quickWords = (text: (key: keyof QuickWords) => string): QuickWords =>
  Object.fromEntries(quickWordKeys.map((key) => [key, text(key)])) as QuickWords; // one entry for each key

/** Longest line that is parsed, in UTF-16 units: as much as the longest text of a task. A longer line is a name, cut there. */
export const longestLine = 5_000;

/**
 * The parts of the line. All words that are not understood are in the name. `due` and `project` are empty if they are
 * absent.
 */
export interface QuickEntry {
  name: string;
  /** `YYYY-MM-DD` */
  due: string;
  project: string;
}

/**
 * Parses one project (`#home`, `#"spring clean"`) anywhere, and one day at the start or the end: today, tomorrow, a
 * weekday (the next one, never today), `in 3 days`, `24 dec`, `dec 24 2027`, `2026-12-24`. Ambiguous words stay in the
 * name: two days, two projects, `next fri`, a short weekday in front (`sun cream`).
 *
 * @param today `YYYY-MM-DD`
 * @returns an empty name if the line has nothing but a day or a project
 */
export function readQuickEntry(typed: string, today: string, words: QuickWords): QuickEntry {
  if (typed.length > longestLine) return { name: typed.slice(0, longestLine).trim(), due: '', project: '' };
  let tokens: string[] = typed.match(/#"[^"]*"|\S+/g) ?? [];
  let project = '';
  let due = '';
  const projects = tokens.filter(isProject);
  if (projects.length === 1) {
    project = projects
      .join()
      .replace(/^#"?|"$/g, '')
      .trim();
    tokens = tokens.filter((token) => !isProject(token));
  }
  const lower = tokens.map((token) => token.toLowerCase());
  const days = daysIn(lower, today, words);
  const [day] = days;
  if (days.length === 1 && day?.day) {
    const atEnd = day.to === tokens.length;
    if (atEnd || (day.from === 0 && !day.isShort)) {
      due = day.day;
      tokens = [...tokens.slice(0, day.from), ...tokens.slice(day.to)];
    }
  }
  return { name: tokens.join(' '), due, project };
}

/** As {@link readQuickEntry}, but never with an empty name: a day or a project alone becomes the name. */
export function quickTask(typed: string, today: string, words: QuickWords): QuickEntry {
  const entry = readQuickEntry(typed, today, words);
  return entry.name ? entry : { name: typed.trim(), due: '', project: '' };
}

/** `#42` is a number, and a lone `#` has no meaning. */
const isProject = (token: string): boolean =>
  token.length <= limits.project && /^#("[^"]*\p{L}[^"]*"$|[^"]*\p{L})/u.test(token);

/** A day in a range of tokens. Without `day` it is ambiguous. */
interface Found {
  from: number;
  to: number;
  day: string;
  isShort: boolean;
}

function daysIn(tokens: string[], today: string, words: QuickWords): Found[] {
  const found: Found[] = [];
  for (let at = 0; at < tokens.length; ) {
    const by = oneOf(words.quick_by, tokens[at]) ? 1 : 0;
    const unclear = oneOf(words.quick_unclear, tokens[at]) ? 1 : 0;
    const from = at + (by || unclear);
    const day = dayAt(tokens.slice(from, from + mostWordsOfDay), today, words);
    const to = from + (day?.length ?? 0);
    if (day)
      found.push({ from: at, to, day: unclear ? '' : day.day, isShort: by === 0 && (day.isShort ?? false) });
    at = day ? to : at + 1;
  }
  return found;
}

/** `in 3 days`, `24 dec 2027`. */
const mostWordsOfDay = 3;

/** The day at the start of the tokens, and the number of its tokens. */
function dayAt(
  [first = '', second = '', third = '']: string[],
  today: string,
  words: QuickWords,
): { day: string; length: number; isShort?: boolean } | null {
  if (isDay(first)) return { day: first, length: 1 };
  if (oneOf(words.quick_today, first)) return { day: today, length: 1 };
  if (oneOf(words.quick_tomorrow, first)) return { day: later(today, 1), length: 1 };

  const weekday = placeOf(words.quick_weekdays, first);
  if (weekday >= 0) {
    const ahead = (weekday - date(today).getUTCDay() + 7) % 7 || 7;
    return { day: later(today, ahead), length: 1, isShort: first.length < 5 };
  }

  const unit = placeOf(words.quick_units, third);
  const count = oneOf(words.quick_one, second) ? 1 : /^\d{1,3}$/.test(second) ? Number(second) : Number.NaN;
  if (oneOf(words.quick_in, first) && unit >= 0 && !Number.isNaN(count)) {
    return { day: later(today, unit > 1 ? 0 : count * (unit ? 7 : 1), unit > 1 ? count : 0), length: 3 };
  }

  for (const [ordinal, month] of [
    [first, placeOf(words.quick_months, second)],
    [second, placeOf(words.quick_months, first)],
  ] as const) {
    // `24`, `24th`, `24.`, `1er`
    const [, dayOfMonth] = /^(\d{1,2})(\.|\p{L}{1,2})?$/u.exec(ordinal) ?? [];
    if (month < 0 || !dayOfMonth) continue;
    const inYear = (year: number) => `${year}-${two(month + 1)}-${two(Number(dayOfMonth))}`;
    if (/^\d{4}$/.test(third)) {
      const day = inYear(Number(third));
      return isDay(day) ? { day, length: 3 } : null;
    }
    const thisYear = Number(today.slice(0, 4));
    // The next 29 February may be eight years away.
    for (let year = thisYear; year < thisYear + 9; year++) {
      const day = inYear(year);
      if (isDay(day) && day >= today) return { day, length: 2 };
    }
  }
  return null;
}

const two = (part: number): string => String(part).padStart(2, '0');
const date = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The date `days` and `months` later. In a shorter month it is the last day. */
function later(day: string, days: number, months = 0): string {
  const at = date(day);
  at.setUTCMonth(at.getUTCMonth() + months);
  if (months && !day.endsWith(two(at.getUTCDate()))) at.setUTCDate(0);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

const oneOf = (words: string, token: string | undefined): boolean =>
  Boolean(token) && words.split(' ').includes(token ?? '');

/** Index of the alternative that contains the word; -1 if there is none. */
const placeOf = (row: string, token: string): number =>
  row.split('|').findIndex((words) => oneOf(words.trim(), token));
