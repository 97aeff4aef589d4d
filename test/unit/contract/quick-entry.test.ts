import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { quickTask, quickWords, readQuickEntry } from '../../../src/contract/quick-entry.ts';
import { isDay } from '../../../src/contract/task.ts';

const english = quickWords((key) => messages[key].message);
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
