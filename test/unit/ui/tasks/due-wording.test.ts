import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueWording, sayDay } from '../../../../src/ui/tasks/due-wording.ts';
import { daysBetween } from '../../../../src/ui/time/calendar.ts';

const words = {
  today: 'Today',
  tomorrow: 'Tomorrow',
  yesterday: 'Yesterday',
  last: (weekday: string) => `Last ${weekday}`,
};
const say = (day: string, today: string) => sayDay(dueWording(day, today), words, 'en-GB');

describe('a due day in words', () => {
  // 20 November 2026 is a Friday.
  it.each([
    ['2026-11-20', 'Today'],
    ['2026-11-21', 'Tomorrow'],
    ['2026-11-22', 'Sun'],
    ['2026-11-26', 'Thu'],
    ['2026-11-27', '27 Nov'],
    ['2026-12-31', '31 Dec'],
    ['2027-01-01', '1 Jan 2027'],
    ['2026-11-19', 'Yesterday'],
    ['2026-11-18', 'Last Wed'],
    ['2026-11-14', 'Last Sat'],
    ['2026-11-13', '13 Nov'],
    ['2025-11-20', '20 Nov 2025'],
  ])('says of %s on 20 November 2026: %s', (day, said) => {
    expect(say(day, '2026-11-20')).toBe(said);
  });

  it.each([
    ['2026-03-29', '2026-03-28', 'Tomorrow'], // the night of 23 hours in Europe
    ['2026-10-25', '2026-10-24', 'Tomorrow'], // the night of 25 hours
    ['2027-01-01', '2026-12-31', 'Tomorrow'],
    ['2028-02-29', '2028-03-01', 'Yesterday'],
  ])('says of %s on %s: %s', (day, today, said) => {
    expect(say(day, today)).toBe(said);
  });

  it('is the same kind of wording the same number of days away, on any day', () => {
    const day = fc.integer({ min: 0, max: 40_000 });
    const iso = (days: number) => new Date(days * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, fc.integer({ min: -400, max: 400 }), (today, ahead) => {
        expect(daysBetween(iso(today), iso(today + ahead))).toBe(ahead);
        const far = Math.abs(ahead) > 6;
        expect(dueWording(iso(today + ahead), iso(today)).kind === 'date').toBe(far);
      }),
    );
  });

  it.each([
    ['en-US', 'Thu', 'Nov 27', 'Jan 1, 2027'],
    ['de-DE', 'Do', '27. Nov.', '1. Jan. 2027'],
    ['ja', '木', '11月27日', '2027年1月1日'],
    ['ar-EG', 'الخميس', '٢٧ نوفمبر', '١ يناير ٢٠٢٧'],
  ])('is said as in %s', (locale, weekday, date, withYear) => {
    const said = ['2026-11-26', '2026-11-27', '2027-01-01'].map((day) =>
      sayDay(dueWording(day, '2026-11-20'), words, locale),
    );
    expect(said).toEqual([weekday, date, withYear]);
  });

  it('is the same in every time zone', () => {
    const own = process.env.TZ;
    const said = ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Santiago', 'UTC'].map((zone) => {
      process.env.TZ = zone;
      return ['2026-09-05', '2026-09-06', '2026-09-07'].map((day) => say(day, '2026-09-06'));
    });
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
    for (const one of said) expect(one).toEqual(['Yesterday', 'Today', 'Tomorrow']);
  });
});
