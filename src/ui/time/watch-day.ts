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
