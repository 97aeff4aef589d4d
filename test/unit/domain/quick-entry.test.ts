import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { projectFolder } from '../../../src/dev/project.ts';
import { isDay, localDay } from '../../../src/domain/day.ts';
import { type QuickWords, quickTask, quickWords, readQuickEntry } from '../../../src/domain/quick-entry.ts';

const english = quickWords((key) => messages[key].message);
const folder = join(projectFolder, 'public/_locales');
/** Every language there is. */
const locales = readdirSync(folder).map((name) => {
  const texts: typeof messages = JSON.parse(readFileSync(join(folder, name, 'messages.json'), 'utf8'));
  return [name, { words: quickWords((key) => texts[key].message) }] as const;
});
/** A Saturday. */
const today = '2026-11-21';
const read = (typed: string, on = today) => readQuickEntry(typed, on, english);

describe('a task in one line', () => {
  it.each([
    ['buy milk tomorrow #home', 'buy milk', '2026-11-22', 'home'],
    ['buy milk', 'buy milk', '', ''],
    ['today: call', 'today: call', '', ''],
    ['call Ann today', 'call Ann', '2026-11-21', ''],
    ['Tomorrow call Ann', 'call Ann', '2026-11-22', ''],
    ['call Ann FRI', 'call Ann', '2026-11-27', ''],
    ['call Ann sat', 'call Ann', '2026-11-28', ''],
    ['pay rent by Monday', 'pay rent', '2026-11-23', ''],
    ['by monday pay rent', 'pay rent', '2026-11-23', ''],
    ['pay in 3 days', 'pay', '2026-11-24', ''],
    ['pay in a week', 'pay', '2026-11-28', ''],
    ['pay in 2 weeks #flat', 'pay', '2026-12-05', 'flat'],
    ['pay in one month', 'pay', '2026-12-21', ''],
    ['pay 2026-12-24', 'pay', '2026-12-24', ''],
    ['pay 24 dec', 'pay', '2026-12-24', ''],
    ['pay December 24', 'pay', '2026-12-24', ''],
    ['pay 24th December', 'pay', '2026-12-24', ''],
    ['pay on dec 1st', 'pay', '2026-12-01', ''],
    ['pay on 1 nov', 'pay', '2027-11-01', ''],
    ['pay 24 dec 2030', 'pay', '2030-12-24', ''],
    ['leap 29 feb', 'leap', '2028-02-29', ''],
    ['#home buy milk', 'buy milk', '', 'home'],
    ['clean #"Spring clean" tomorrow', 'clean', '2026-11-22', 'Spring clean'],
    ['fix the #site header', 'fix the header', '', 'site'],
    ['tomorrow', '', '2026-11-22', ''],
    ['fri #home', '', '2026-11-27', 'home'],
    ['  buy   milk  ', 'buy milk', '', ''],
    ['', '', '', ''],
  ])('%j is %j, due %j, in %j', (typed, name, due, project) => {
    expect(read(typed)).toEqual({ name, due, project });
  });

  it.each([
    'meet next fri',
    'from mon to tue',
    'mon tue',
    'the sun is out',
    'sun cream',
    'look at #42',
    'tag it # and go',
    'tag #one #two',
    'pay 2026-02-30',
    'pay 31 feb',
    'may I',
    'in 3 parts',
    'the best days in life',
    'read tomorrow’s paper',
    '24 hours',
    'platform 24b',
  ])('%j could mean something else, so it is a name as it stands', (typed) => {
    expect(read(typed)).toEqual({ name: typed, due: '', project: '' });
  });

  it.each([
    ['2026-01-31', 'x in 1 month', '2026-02-28'],
    ['2026-12-31', 'x tomorrow', '2027-01-01'],
    ['2028-02-28', 'x tomorrow', '2028-02-29'],
    ['2026-11-20', 'x fri', '2026-11-27'],
    ['2026-12-24', 'x 24 dec', '2026-12-24'],
    ['2026-12-25', 'x 24 dec', '2027-12-24'],
  ])('on %s, %j is due on %s', (on, typed, due) => {
    expect(read(typed, on).due).toBe(due);
  });

  it('that says nothing but a day or a project is named by it', () => {
    expect(quickTask(' tomorrow ', today, english)).toEqual({ name: 'tomorrow', due: '', project: '' });
    expect(quickTask('x #home', today, english)).toEqual({ name: 'x', due: '', project: 'home' });
  });

  it('is due on the day that the person’s own calendar shows next, at midnight and when clocks change', () => {
    const zone = process.env.TZ;
    const zones = [
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    ];
    const moment = fc.date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    // Around midnight, where a day begins or an hour is left out.
    const late = moment.map((at) => new Date(at.getFullYear(), at.getMonth(), at.getDate(), 0, 0, 0, -1));
    try {
      fc.assert(
        fc.property(fc.constantFrom(...zones), fc.oneof(moment, late), fc.nat(60), (where, at, days) => {
          process.env.TZ = where;
          const on = localDay(at);
          const [year = 0, month = 0, day = 0] = on.split('-').map(Number);
          // The calendar advances by a day, whatever the clock did. Apia skipped one day, and its calendar too.
          const inUtc = (more: number) =>
            new Date(Date.UTC(year, month - 1, day + more)).toISOString().slice(0, 10);
          expect(read('x tomorrow', on).due).toBe(inUtc(1));
          expect(read('x today', on).due).toBe(on);
          expect(read(`x in ${days} days`, on).due).toBe(inUtc(days));
          const weekday = messages.quick_weekdays.message
            .split('|')
            [new Date(inUtc(0)).getUTCDay()]?.split(' ')[0];
          expect(read(`x ${weekday}`, on).due).toBe(inUtc(7));
        }),
      );
    } finally {
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  });

  const known = [
    ...Object.values(english).flatMap((words) => words.split(/[ |]+/)),
    '#home',
    '#a"',
    '3',
    '24',
  ];
  const word = fc.oneof(
    fc.constantFrom(...known),
    fc.string({ maxLength: 6 }),
    fc.constantFrom('2026-12-24', 'next'),
  );

  it('loses no word: what is not in the name was understood', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const typed = words.join(' ');
        const entry = read(typed);
        const tokens: string[] = typed.match(/#"[^"]*"|\S+/g) ?? [];
        const named = entry.name.match(/#"[^"]*"|\S+/g) ?? [];
        const left = [...tokens];
        for (const one of named) expect(left.splice(left.indexOf(one), 1)).toEqual([one]);
        expect(left.length > 0).toBe(entry.due !== '' || entry.project !== '');
        expect(left.length).toBeLessThanOrEqual(4 + 1);
        if (entry.due) expect(isDay(entry.due)).toBe(true);
        if (entry.project) expect(left.some((one) => one.includes(entry.project))).toBe(true);
      }),
    );
  });

  it('gives a name to every task of which anything was typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (typed) => {
        const entry = quickTask(typed, today, english);
        expect(entry.name === '').toBe(typed.trim() === '');
      }),
    );
  });
});

/** As a translator would write them. */
const german: QuickWords = {
  quick_today: 'heute',
  quick_tomorrow: 'morgen',
  quick_in: 'in',
  quick_one: 'einem einer',
  quick_units: 'tag tagen|woche wochen|monat monaten',
  quick_by: 'am bis zum',
  quick_unclear: 'nächsten letzten jeden',
  quick_weekdays: 'sonntag so|montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sa',
  quick_months:
    'januar jan|februar feb|märz mär|april apr|mai|juni jun|juli jul|august aug|september sep|oktober okt|november nov|dezember dez',
};

describe('another language', () => {
  it.each([
    ['Milch kaufen Morgen #haus', 'Milch kaufen', '2026-11-22', 'haus'],
    ['zahlen bis Freitag', 'zahlen', '2026-11-27', ''],
    ['zahlen in einer Woche', 'zahlen', '2026-11-28', ''],
    ['zahlen am 24. Dezember', 'zahlen', '2026-12-24', ''],
    ['zahlen 1. März', 'zahlen', '2027-03-01', ''],
    ['nächsten Freitag zahlen', 'nächsten Freitag zahlen', '', ''],
    ['call Ann tomorrow', 'call Ann tomorrow', '', ''],
  ])('has words of its own: %j is %j, due %j, in %j', (typed, name, due, project) => {
    expect(readQuickEntry(typed, today, german)).toEqual({ name, due, project });
  });
});

describe.each(locales)('the words of the locale file %s', (_, { words }) => {
  it('name every weekday, month and unit, in lower case', () => {
    expect(words.quick_weekdays.split('|')).toHaveLength(7);
    expect(words.quick_months.split('|')).toHaveLength(12);
    expect(words.quick_units.split('|')).toHaveLength(3);
    for (const one of Object.values(words)) {
      expect(one).toBe(one.toLowerCase());
      for (const part of one.split('|')) expect(part.trim()).not.toBe('');
    }
  });

  it('are understood, each by itself, as the day they name', () => {
    for (const [at, names] of words.quick_weekdays.split('|').entries())
      for (const name of names.split(' '))
        expect(new Date(readQuickEntry(`x ${name}`, today, words).due).getUTCDay(), name).toBe(at);
    for (const [at, names] of words.quick_months.split('|').entries())
      for (const name of names.split(' '))
        expect(readQuickEntry(`x 9 ${name} 2030`, today, words).due.slice(5), name).toBe(
          `${String(at + 1).padStart(2, '0')}-09`,
        );
  });
});
