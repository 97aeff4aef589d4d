import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuiet, nextCheck, tasksToRemindOf } from '../../../../src/core/tasks/reminding.ts';
import type { Task } from '../../../../src/domain/task.ts';

const at = (time: string, day = '2026-11-20') => new Date(`${day}T${time}:00`);
const night = { from: '21:00', to: '08:00' };
const lunch = { from: '12:00', to: '13:30' };
const none = { from: '08:00', to: '08:00' };

describe('quiet hours', () => {
  it.each([
    ['21:00', night, true],
    ['23:59', night, true],
    ['00:00', night, true],
    ['07:59', night, true],
    ['08:00', night, false],
    ['20:59', night, false],
    ['12:00', lunch, true],
    ['13:29', lunch, true],
    ['13:30', lunch, false],
    ['11:59', lunch, false],
    ['08:00', none, false],
    ['00:00', none, false],
  ])('at %s of %o: %s', (time, hours, quiet) => {
    expect(isQuiet(at(time), hours)).toBe(quiet);
  });
});

describe('the next look at what is due', () => {
  it.each([
    ['10:00', night, at('00:00', '2026-11-21')],
    ['22:00', night, at('00:00', '2026-11-21')],
    ['00:00', night, at('08:00')],
    ['07:59', night, at('08:00')],
    ['12:15', lunch, at('13:30')],
    ['13:30', lunch, at('00:00', '2026-11-21')],
    ['00:00', none, at('00:00', '2026-11-21')],
  ])('after %s with quiet hours %o is at %s', (time, hours, next) => {
    expect(nextCheck(at(time), hours)).toEqual(next);
  });

  it('lies ahead, within a day, whatever the clock says, also where it is put forward or back', () => {
    const time = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((m) => new Date(2026, 0, 1, 0, m).toTimeString().slice(0, 5));
    const moment = fc.date({
      min: new Date('2026-01-01T00:00:00Z'),
      max: new Date('2027-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, time, time, (now, from, to) => {
        const ahead = nextCheck(now, { from, to }).getTime() - now.getTime();
        expect(ahead).toBeGreaterThan(0);
        expect(ahead).toBeLessThanOrEqual(25 * 60 * 60_000);
      }),
    );
  });
});

describe('the tasks to be reminded of', () => {
  const task = (due: string, completed = false) => ({ due, completed }) as Task; // all that is looked at
  const today = '2026-11-20';
  const all = [
    task('2026-11-18'),
    task('2026-11-19'),
    task(today),
    task('2026-11-21'),
    task(''),
    task(today, true),
  ];
  const due = (after: string, dueToday: boolean, overdue: boolean) =>
    tasksToRemindOf(all, after, today, { dueToday, overdue }).map((one) => one.due);

  it('are those that are due today and those that are overdue, as the person wants', () => {
    expect(due('', true, true)).toEqual(['2026-11-18', '2026-11-19', today]);
    expect(due('', true, false)).toEqual([today]);
    expect(due('', false, true)).toEqual(['2026-11-18', '2026-11-19']);
    expect(due('', false, false)).toEqual([]);
  });

  it('are those that have come due since the last time', () => {
    expect(due('2026-11-18', true, true)).toEqual(['2026-11-19', today]);
    expect(due(today, true, true)).toEqual([]);
  });
});
