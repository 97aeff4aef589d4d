import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { localDay } from '../../../../src/domain/day.ts';
import { dayAfter, daysBetween, untilMidnight } from '../../../../src/ui/time/calendar.ts';
import { watchDay } from '../../../../src/ui/time/watch-day.ts';

const own = process.env.TZ;
afterEach(() => {
  if (own === undefined) delete process.env.TZ;
  else process.env.TZ = own;
});

/** Zones without summer time, with it at night, and with it at midnight, where a day may begin at one o'clock. */
const zones = [
  'UTC',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Havana',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];
const moment = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });

/** A clock that the test moves on. */
function clockAt(start: number) {
  let time = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    after(ms: number, run: () => void) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return timer;
    },
    cancel(timer: { at: number; run: () => void }) {
      timers = timers.filter((one) => one !== timer);
    },
    /** Goes to that time, timer by timer. */
    goTo(until: number) {
      for (;;) {
        const next = timers.toSorted((a, b) => a.at - b.at)[0];
        if (!next || next.at > until) break;
        time = next.at;
        timers = timers.filter((one) => one !== next);
        next.run();
      }
      time = until;
    },
    /** Sleeps until then: no timer rings on the way, nor soon after. */
    sleepTo(until: number) {
      for (const timer of timers) timer.at += until - time;
      time = until;
    },
    waiting: () => timers.length,
  };
}

describe('the day', () => {
  it.each(zones)('in %s lasts until midnight, and the next one begins then', (zone) => {
    process.env.TZ = zone;
    fc.assert(
      fc.property(moment, (now) => {
        const midnight = now + untilMidnight(new Date(now));
        const today = localDay(now);
        expect(localDay(midnight - 1)).toBe(today);
        expect(localDay(midnight)).toBe(dayAfter(today, 1));
        expect(daysBetween(today, localDay(midnight))).toBe(1);
      }),
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-28T22:59:30Z', '2026-03-28', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25T22:59:30Z', '2026-10-25', '2026-10-26'],
    ['America/New_York', '2026-11-01T03:59:30Z', '2026-10-31', '2026-11-01'],
    ['America/Santiago', '2026-09-06T03:59:30Z', '2026-09-05', '2026-09-06'],
    ['Pacific/Kiritimati', '2026-12-31T09:59:30Z', '2026-12-31', '2027-01-01'],
  ])('in %s is told at the stroke of midnight: %s', (zone, start, before, after) => {
    process.env.TZ = zone;
    const clock = clockAt(Date.parse(start));
    const reported: string[] = [];
    watchDay(clock, (day) => reported.push(day));
    clock.goTo(clock.now() + 29_999);
    expect(reported).toEqual([before]);
    clock.goTo(clock.now() + 1);
    expect(reported).toEqual([before, after]);
  });

  it('is told within a minute after a sleep, or at once when somebody looks, and no more after the end', () => {
    process.env.TZ = 'UTC';
    const clock = clockAt(Date.parse('2026-11-20T20:00:00Z'));
    const told: string[] = [];
    const watch = watchDay(clock, (day) => told.push(day));
    clock.sleepTo(Date.parse('2026-11-21T08:00:00Z'));
    clock.goTo(clock.now() + 60_000);
    expect(told).toEqual(['2026-11-20', '2026-11-21']);
    clock.sleepTo(Date.parse('2026-11-23T08:00:00Z'));
    watch.again();
    expect(told.at(-1)).toBe('2026-11-23');
    watch.end();
    expect(clock.waiting()).toBe(0);
  });
});
