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

/** As a translator would write them. */
const german: QuickWords = {
  quick_today: 'heute',
  quick_tomorrow: 'morgen',
  quick_in: 'in',
  quick_of: 'des',
  quick_numbers: 'einem einer|zwei|drei',
  quick_units: 'tag tagen|woche wochen|monat monaten',
  quick_by: 'bis zum|am',
  quick_unclear: 'nächsten letzten jeden vor nach seit',
  quick_bound:
    'der die das den dem des ein eine einen für von mit und oder ist war nie gute guten rosen schwarzer',
  quick_at: 'um',
  quick_times: 'uhr|früh mittag abend',
  quick_ordinals: 'ter',
  quick_weekdays: 'sonntag so|montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sa',
  quick_months:
    'januar jan|februar feb|märz mär|april apr|mai|juni jun|juli jul|august aug|september sep|oktober okt|november nov|dezember dez',
};

/** Each line of a section of the table, with what is right. */
const table = readFileSync(new URL('quick-lines.txt', import.meta.url), 'utf8')
  .split('\n== ')
  .slice(1);
const sections = table.map((section) => {
  const [title = '', ...lines] = section.split('\n');
  return [
    title,
    lines.filter(Boolean).map((line) => {
      const [typed = '', ...answer] = line.split('|');
      const [name = typed, due = '', project = '', unclear = ''] = answer.map((part) => part.trim());
      const right = { name: name.trim(), due, project, unclear: unclear.split(';').filter(Boolean) };
      return { typed, right };
    }),
  ] as const;
});
const rows = sections.flatMap(([, lines]) => lines);

describe('a task in one line', () => {
  it.each(sections)('QL1 to QL5: of 300 lines, those of "%s" are read right', (title, lines) => {
    const words = title.startsWith('German') ? german : english;
    const entries = lines.map(({ typed }) => ({ typed, ...readQuickEntry(typed, today, words) }));
    expect(entries.map(({ understood, ...entry }) => entry)).toEqual(
      lines.map(({ typed, right }) => ({ typed, ...right })),
    );
    for (const { due, project, understood } of entries)
      expect(understood.map(({ kind }) => kind)).toEqual(
        [project && 'project', due && 'due'].filter(Boolean),
      );
  });

  it('are 300, half of them with words that only look like days', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300);
    const names = rows.filter(({ right }) => !right.due && !right.project);
    expect(names.length).toBeGreaterThanOrEqual(rows.length / 2);
  });

  it.each([
    ['tomorrow', '', '2026-11-22', ''],
    ['fri #home', '', '2026-11-27', 'home'],
    ['  buy   milk  ', 'buy milk', '', ''],
    ['', '', '', ''],
  ])('%j is %j, due %j, in %j', (typed, name, due, project) => {
    expect(read(typed)).toMatchObject({ name, due, project });
  });

  it('QL5: what is understood has its place, and stays in the name if the person wants that', () => {
    const typed = 'buy milk #home, by Friday! 5pm';
    const { understood, name } = read(typed);
    expect(name).toBe('buy milk 5pm');
    expect(understood.map(({ kind, end }) => [kind, typed.slice(0, end)])).toEqual([
      ['project', 'buy milk #home,'],
      ['due', 'buy milk #home, by Friday!'],
    ]);
    const asWords = understood.map((one) => one.words);
    expect(readQuickEntry(typed, today, english, asWords)).toMatchObject({
      name: typed,
      due: '',
      project: '',
      understood: [],
    });
    expect(readQuickEntry(typed, today, english, asWords.slice(1))).toMatchObject({
      name: 'buy milk by Friday! 5pm',
      project: 'home',
    });
    // The words stay words while the person types on; other ones are understood.
    expect(readQuickEntry('pay dec 24 2027', today, english, ['dec 24'])).toMatchObject({ due: '' });
    expect(readQuickEntry('Friday party tomorrow', today, english, ['friday']).due).toBe('2026-11-22');
    expect(readQuickEntry('x #homework', today, english, ['#home']).project).toBe('homework');
  });

  it('QL6: a line that is too long is cut between two characters', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const before of ['', 'a', 'ab', 'abc']) {
      const { name } = read(before + family.repeat(1_000));
      expect(name.replaceAll(family, '')).toBe(before);
      expect(name.length).toBeGreaterThan(4_900);
    }
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
    expect(quickTask(' tomorrow ', today, english)).toMatchObject({
      name: 'tomorrow',
      due: '',
      project: '',
      understood: [],
    });
    expect(quickTask('x #home', today, english)).toMatchObject({ name: 'x', due: '', project: 'home' });
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
        // The comma in front of a day goes with it.
        const isOf = (one: string) => (token: string) => token.replace(/[,;:]$/, '') === one || token === one;
        const isQuoted = /^\s*".*"\s*$/.test(typed);
        fc.pre(!isQuoted);
        for (const one of named) {
          const at = left.findIndex(isOf(one));
          expect(at, one).toBeGreaterThanOrEqual(0);
          left.splice(at, 1);
        }
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
