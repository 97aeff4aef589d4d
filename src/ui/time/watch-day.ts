import { localDay } from '../../domain/day.ts';
import { untilMidnight } from './calendar.ts';

/** Longest wait between two looks, in ms: timers stand still while the machine sleeps, and clocks are set. */
const longestWait = 60_000;

interface Clock<Timer> {
  /** Epoch ms. */
  now(): number;
  after(ms: number, run: () => void): Timer;
  cancel(timer: Timer): void;
}

/**
 * Tells the day when it has become another one, and at once the day it is.
 * @returns `again` looks right now
 */
export function watchDay<Timer>(clock: Clock<Timer>, changed: (day: string) => void) {
  let told = '';
  let timer: Timer | undefined;
  const look = (): void => {
    if (timer !== undefined) clock.cancel(timer);
    const day = localDay(clock.now());
    timer = clock.after(Math.min(untilMidnight(new Date(clock.now())), longestWait), look);
    if (day === told) return;
    told = day;
    changed(day);
  };
  look();
  return {
    again: look,
    end(): void {
      if (timer !== undefined) clock.cancel(timer);
    },
  };
}
