import { localDay } from '../../domain/day.ts';
import { untilMidnight } from './calendar.ts';

/** Longest wait between two checks, in ms. Timers pause while the machine sleeps, and people set clocks. */
const longestWait = 60_000;

interface Clock<Timer> {
  /** Epoch ms. */
  now(): number;
  after(ms: number, run: () => void): Timer;
  cancel(timer: Timer): void;
}

/**
 * Calls `changed` with the day: at once, and after each change of day.
 * @returns `again` checks right now
 */
export function watchDay<Timer>(clock: Clock<Timer>, changed: (day: string) => void) {
  let reported = '';
  let timer: Timer | undefined;
  const check = (): void => {
    if (timer !== undefined) clock.cancel(timer);
    const day = localDay(clock.now());
    timer = clock.after(Math.min(untilMidnight(new Date(clock.now())), longestWait), check);
    if (day === reported) return;
    reported = day;
    changed(day);
  };
  check();
  return {
    again: check,
    end(): void {
      if (timer !== undefined) clock.cancel(timer);
    },
  };
}
