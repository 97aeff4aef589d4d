import { describe, expect, it } from 'vitest';
import { orderOf, readDay } from '../../../../src/options/task-files/days.ts';
import { context, open, read, tasksOf } from './read.ts';

const day = (text: string, order = context.order, zone = context.zone) =>
  readDay(text, { ...context, order, zone });

describe('FI5: a day of a file', () => {
  it.each([
    ['2026-12-24'],
    ['2026-12-24T00:00:00Z'],
    ['2026-12-24T00:00:00.000Z'],
    ['2026-12-24T00:00:00+00:00'],
    ['20261224'],
    ['2026/12/24'],
    ['2026.12.24'],
    ['2026-1-4', '2026-01-04'],
    ['12/24/2026'],
    ['24/12/2026'],
    ['24-12-2026'],
    ['24.12.2026'],
    ['24.12.26'],
    ['1.2.2026', '2026-02-01'],
    ['24. 12. 2026'],
    ['12/24/26'],
    ['3/3/2026', '2026-03-03'],
    ['December 24, 2026'],
    ['Dec 24 2026'],
    ['Dec. 24, 2026'],
    ['24 Dec 2026'],
    ['24-Dec-2026'],
    ['24th December 2026'],
    ['Thursday, 24 December 2026'],
    ['Thu Dec 24 2026'],
    ['24/Dec/2026'],
    ['24. Dezember 2026'],
    ['2026年12月24日'],
    ['46380'],
    ['24. Dez. 2026'],
    ['2026-12-22 – 2026-12-24'],
    ['December 22, 2026 → December 24, 2026'],
    [`${Date.UTC(2026, 11, 24, 10)}`],
    [`${Date.UTC(2026, 11, 24, 10) / 1000}`],
  ])('is read from %s', (text, expected = '2026-12-24') => {
    expect(day(text)).toMatchObject({ day: expected });
  });

  it.each([
    ['2026-12-24T10:00:00Z', '2026-12-24', '11:00'],
    ['2026-12-24T23:00:00+0000', '2026-12-25', ''],
    ['2026-12-24T23:30:00.123Z', '2026-12-25', '00:30'],
    ['2026-12-25T01:00:00+09:00', '2026-12-24', '17:00'],
    ['Thu, 24 Dec 2026 10:00:00 GMT', '2026-12-24', '11:00'],
    ['Thu Dec 24 2026 10:00:00 GMT-0500 (Eastern Standard Time)', '2026-12-24', '16:00'],
    ['46380.5', '2026-12-24', '12:00'],
    ['2026-12-24T10:00', '2026-12-24', '10:00'],
    ['2026-12-24 10:00:00', '2026-12-24', '10:00'],
    ['2026-12-24T00:00:00.0000000', '2026-12-24', ''],
    ['12/24/2026 3:05 PM', '2026-12-24', '15:05'],
    ['12/24/2026, 12:05 am', '2026-12-24', '00:05'],
    ['24.12.2026 09:30', '2026-12-24', '09:30'],
    ['December 24, 2026 10:00 AM', '2026-12-24', '10:00'],
    ['24 Dec 2026 at 7:15 p.m.', '2026-12-24', '19:15'],
  ])('has the time of %s', (text, expected, time) => {
    expect(day(text)).toMatchObject({ day: expected, time });
  });

  it.each([
    ...['tomorrow', 'yearly', 'Dec 24', '2026-02-30', '31/31/2026', '2026-12-24T25:00', '2026-12', '7', ''],
    ...[
      '24 Foo 2026',
      '12/24/2026 25:00',
      'every 24 Dec 2026 or so',
      '1/2/3',
      '12/24/026',
      'x'.repeat(1_000),
    ],
  ])('is none: %s', (text) => {
    expect(day(text)).toBeNull();
  });

  it('that can be two is asked for, unless another of the file tells', () => {
    expect(day('03/04/2026')).toBe('unclear');
    expect(day('03/04/2026', 'dayFirst')).toMatchObject({ day: '2026-04-03' });
    expect(day('03/04/2026', 'monthFirst')).toMatchObject({ day: '2026-03-04' });
    expect(orderOf(['', '03/04/2026', 'x'])).toEqual({ order: null, asked: '03/04/2026' });
    expect(orderOf(['03/04/2026', '24/12/2026'])).toEqual({ order: 'dayFirst', asked: null });
    expect(orderOf(['03/04/2026', '12/24/2026'])).toEqual({ order: 'monthFirst', asked: null });
    expect(orderOf(['24/12/2026', '12/24/2026', '1-2-2026'])).toEqual({ order: null, asked: '1-2-2026' });
    expect(orderOf(['24/12/2026', '3.4.2026', '3/3/2026'])).toEqual({ order: 'dayFirst', asked: null });
    const file = open('x.csv', 'name,due\nA,03/04/2026\nB,05/06/2026\nC,\n');
    expect(tasksOf(file)).toMatchObject(['whichDay', 'whichDay', { name: 'C' }]);
    expect(tasksOf(file, 'dayFirst')).toMatchObject([
      { due: '2026-04-03' },
      { due: '2026-06-05' },
      { name: 'C' },
    ]);
  });

  it('that is none stays in the description, and the line is no mistake', () => {
    expect(read('x.csv', 'name,due,created\nA,soon,1999-01-01\n')).toMatchObject([
      { name: 'A', due: '', description: 'due: soon\ncreated: 1999-01-01' },
    ]);
  });
});
