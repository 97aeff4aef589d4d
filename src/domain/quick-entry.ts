/** Parses a task from one line of text: `buy milk tomorrow #home`. */

import { isDay } from './day.ts';
import { cutText, limits } from './text-limits.ts';

/**
 * The keywords, as texts of the language. Alternatives are separated by spaces. A key that names several things in
 * order separates these by `|`.
 */
export const quickWordKeys = [
  'quick_today',
  'quick_tomorrow',
  'quick_in',
  'quick_of',
  'quick_numbers',
  'quick_units',
  'quick_by',
  'quick_unclear',
  'quick_bound',
  'quick_at',
  'quick_times',
  'quick_ordinals',
  'quick_weekdays',
  'quick_months',
] as const;
export type QuickWords = Record<(typeof quickWordKeys)[number], string>;

/** @param text returns the language's text of a key */
export const quickWords = (text: (key: keyof QuickWords) => string): QuickWords =>
  Object.fromEntries(quickWordKeys.map((key) => [key, text(key)])) as QuickWords; // one entry for each key

/** Longest line that is parsed, in UTF-16 units: as much as the longest text of a task. A longer line is a name, cut there. */
export const longestLine = 5_000;

/** A part of the line that was understood. */
export interface Understood {
  kind: 'due' | 'project';
  /** Its words. As one of `asWords` they stay in the name. */
  words: string;
  /** The end of its last word in the line, in UTF-16 units. */
  end: number;
}

/** The parts of the line. All words that are not understood are in the name. */
export interface QuickEntry {
  name: string;
  /** `YYYY-MM-DD`, or empty */
  due: string;
  /** Empty if there is none. */
  project: string;
  understood: Understood[];
  /** The words of the name that look like a day, a time or a project, as they were typed. */
  unclear: string[];
}

const onlyName = (name: string): QuickEntry => ({ name, due: '', project: '', understood: [], unclear: [] });

/**
 * Parses one project (`#home`, `#"spring clean"`) anywhere, and one day at the start or the end: today, tomorrow, a
 * weekday (the next one, never today), `in 3 days`, `24 dec`, `dec 24, 2027`, `2026-12-24`. Punctuation after it belongs
 * to it. A word of the sentence stays in the name: `the sun`, `Sunday roast`. So does what is unclear: two days, two
 * projects, `next fri`, a time. A line in quotation marks is a name.
 *
 * @param today `YYYY-MM-DD`
 * @param asWords the words of parts that are not to be understood, see {@link Understood}
 * @returns an empty name if the line has nothing but a day or a project
 */
export function readQuickEntry(
  typed: string,
  today: string,
  words: QuickWords,
  asWords: readonly string[] = [],
): QuickEntry {
  if (typed.length > longestLine) return onlyName(cutText(typed, longestLine).trim());
  const quoted = /^\s*"([^"]*[^\s"])\s*"\s*$/.exec(typed)?.[1];
  if (quoted) return onlyName(quoted.trim());
  const entry = onlyName('');
  const isWords = (phrase: string) => asWords.some((one) => `${phrase} `.startsWith(`${one} `));

  const all = tokensOf(typed);
  const projects = all.filter(({ bare, low }) => isProject(bare) && !isWords(low));
  const [project] = projects;
  const isOne = project && projects.length === 1;
  const tokens = isOne ? all.filter((token) => token !== project) : all;
  if (isOne) {
    entry.project = project.bare.replace(/^#"?|"$/g, '').trim();
    entry.understood.push({ kind: 'project', words: project.low, end: project.end });
  } else entry.unclear.push(...projects.map(({ bare }) => bare));

  const end = endBeforeTimes(tokens, words);
  const found = daysIn(tokens, today, words).filter(({ phrase }) => !isWords(phrase));
  // A bare weekday is a word of the sentence, unless it is the last word, or another day is beside it.
  const days = found.filter(({ isBare, to }, at) => !isBare || to === end || found[at + 1]?.from === to);
  const [day] = days;
  const isDue = day?.day && days.length === 1 && (day.to === end || day.from === 0);
  for (const one of found)
    if (isDue && one === day) {
      entry.due = one.day;
      entry.understood.push({ kind: 'due', words: one.phrase, end: tokens[one.to - 1]?.end ?? 0 });
    } else entry.unclear.push(joined('raw', tokens.slice(one.from, one.to)));
  const named = isDue ? [...tokens.slice(0, day.from), ...tokens.slice(day.to)] : tokens;
  const times = day ? endBeforeTimes(named, words) : named.length;
  for (const [at, { bare, low }] of named.entries())
    if (at > times) entry.unclear.push(`${entry.unclear.pop()} ${bare}`);
    else if (at === times || clock.test(low)) entry.unclear.push(bare);
  entry.name = joined('raw', named);
  // The comma in front of the day: `buy milk, tomorrow`.
  if (isDue && day.to === tokens.length) entry.name = entry.name.replace(/[,;:]$/, '');
  return entry;
}

/** As {@link readQuickEntry}, but never with an empty name: a day or a project alone becomes the name. */
export function quickTask(...line: Parameters<typeof readQuickEntry>): QuickEntry {
  const entry = readQuickEntry(...line);
  return entry.name ? entry : onlyName(line[0].trim());
}

interface Token {
  raw: string;
  /** Without the punctuation around it. */
  bare: string;
  /** In lower case. */
  low: string;
  /** Its end in the line, in UTF-16 units. */
  end: number;
}

const joined = (part: 'raw' | 'low', tokens: readonly Token[]) => tokens.map((one) => one[part]).join(' ');

const tokensOf = (typed: string): Token[] =>
  Array.from(typed.matchAll(/#"[^"]*"\S*|\S+/g), ({ 0: raw, index }) => {
    const bare = raw.replace(/^\(+|[.,;:!?…)。、，！？：；]+$/g, '');
    return { raw, bare, low: bare.normalize().toLowerCase(), end: index + raw.length };
  });

/** `#42` is a number, and a lone `#` has no meaning. */
const isProject = (token: string): boolean =>
  token.length <= limits.project && /^#("[^"]*\p{L}[^"]*"$|[^"]*\p{L})/u.test(token);

/** A time of the day, or a day that is written as `12/24`: the reader of the line does not know what it means. */
const clock = /^\d{1,2}((:\d\d)?[ap]\.?m|[:h]\d\d|\/\d\S*)$/;

/** The number of tokens in front of the times at the end of the line: `at 5 pm`, `morning`. */
function endBeforeTimes(tokens: readonly Token[], words: QuickWords): number {
  const low = (at: number) => tokens[at]?.low ?? '';
  const isAt = (at: number) => oneOf(words.quick_at, low(at));
  /** 0: it stands after a number. */
  const place = (at: number) => placeOf(words.quick_times, low(at));
  let end = tokens.length;
  while (
    clock.test(low(end - 1)) ||
    place(end - 1) >= 0 ||
    (/^\d{1,2}$/.test(low(end - 1)) && (place(end) === 0 || isAt(end - 2))) ||
    (end < tokens.length && isAt(end - 1))
  )
    end -= 1;
  return end;
}

/** A day in a range of tokens. */
interface Found {
  from: number;
  to: number;
  phrase: string;
  /** Empty if it is unclear which one is meant. */
  day: string;
  /** A weekday, or with a month that is a word too (`may 5`), without a word or punctuation that makes it a due day. */
  isBare: boolean;
}

/** The days that are no words of the sentence. */
function daysIn(tokens: readonly Token[], today: string, words: QuickWords): Found[] {
  const found: Found[] = [];
  const isBound = (token: Token | undefined) => oneOf(words.quick_bound, token?.low);
  const isEnded = (token: Token | undefined) => !token?.raw.endsWith(token.bare);
  for (let at = 0; at < tokens.length; at += 1) {
    const {
      day = '',
      length,
      isWeekday,
      isRelative,
    } = dayAt(
      tokens.slice(at, at + mostWordsOfDay).map(({ low }) => low),
      today,
      words,
    ) ?? {};
    if (!length) continue;
    const to = at + length;
    let from = at;
    const isBy = (token: Token | undefined) => {
      const place = placeOf(words.quick_by, token?.low);
      return place === 0 || (place === 1 && !isRelative);
    };
    while (isBy(tokens[from - 1])) from -= 1;
    const before = tokens[from - 1];
    const isUnclear = oneOf(words.quick_unclear, before?.low);
    const isEnd = isEnded(tokens[to - 1]);
    const isWord = (from === at && isBound(before) && !isEnded(before)) || (isBound(tokens[to]) && !isEnd);
    if (isUnclear) from -= 1;
    if (isUnclear || !isWord)
      found.push({
        from,
        to,
        phrase: joined('low', tokens.slice(from, to)),
        day: isUnclear ? '' : day,
        isBare: from === at && !isEnd && (isWeekday || tokens.slice(at, to).some(isBound)),
      });
    at = to - 1;
  }
  return found;
}

/** `fri 24th of dec 2027`. */
const mostWordsOfDay = 5;

interface Day {
  /** Empty if there is no such day in this century. */
  day: string;
  /** In tokens. */
  length: number;
  isWeekday?: boolean;
  /** Counted from today. */
  isRelative?: boolean;
}

/** The day at the start of the tokens. */
function dayAt(tokens: readonly string[], today: string, words: QuickWords): Day | null {
  const [first = '', second = '', third = ''] = tokens;
  const relative = (length: number, days: number, months = 0): Day => ({
    day: later(today, days, months),
    length,
    isRelative: true,
  });
  if (oneOf(words.quick_today, first)) return relative(1, 0);
  if (oneOf(words.quick_tomorrow, first)) return relative(1, 1);

  const weekday = placeOf(words.quick_weekdays, first);
  if (weekday >= 0) {
    const dated = dateAt(tokens.slice(1), today, words);
    const isSame = dated?.day && date(dated.day).getUTCDay() === weekday;
    if (dated) return { day: isSame ? dated.day : '', length: dated.length + 1 };
    const ahead = (weekday - date(today).getUTCDay() + 7) % 7 || 7;
    return { day: later(today, ahead), length: 1, isWeekday: true };
  }

  const unit = placeOf(words.quick_units, third);
  const count = /^\d{1,3}$/.test(second) ? Number(second) : placeOf(words.quick_numbers, second) + 1 || -1;
  if (oneOf(words.quick_in, first) && unit >= 0 && count >= 0)
    return relative(3, unit > 1 ? 0 : count * (unit ? 7 : 1), unit > 1 ? count : 0);
  return dateAt(tokens, today, words);
}

/** The date at the start of the tokens: `2026-12-24`, or a day and its month in either order, with or without the year. */
function dateAt(tokens: readonly string[], today: string, words: QuickWords): Day | null {
  const of = oneOf(words.quick_of, tokens[1]) ? 1 : 0;
  const { 0: first = '', [1 + of]: second = '', [2 + of]: third = '' } = tokens;
  const dated = (day: string, length: number): Day => ({
    day: isDay(day) && day.startsWith('20') ? day : '',
    length,
  });
  if (/^\d{4}-\d\d-\d\d$/.test(first)) return dated(first, 1);
  const isMonthFirst = placeOf(words.quick_months, first) >= 0;
  const month = placeOf(words.quick_months, isMonthFirst ? first : second);
  // `24`, `24th`
  const [, dayOfMonth, suffix] = /^(\d{1,2})(\D*)$/.exec(isMonthFirst ? second : first) ?? [];
  if (month < 0 || !dayOfMonth || (suffix && !oneOf(words.quick_ordinals, suffix))) return null;
  const inYear = (year: number) => `${year}-${two(month + 1)}-${two(Number(dayOfMonth))}`;
  if (/^\d{4}$/.test(third)) return dated(inYear(Number(third)), 3 + of);
  let year = Number(today.slice(0, 4));
  // The next 29 February may be eight years away.
  for (let more = 0; more < 8 && !(isDay(inYear(year)) && inYear(year) >= today); more += 1) year += 1;
  return dated(inYear(year), 2 + of);
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

const oneOf = (words: string, token: string | undefined): boolean => placeOf(words, token) >= 0;

/** Index of the alternative that contains the word; -1 if there is none. */
const placeOf = (row: string, token: string | undefined): number =>
  token ? row.split('|').findIndex((words) => words.split(' ').includes(token)) : -1;
