/**
 * Says when to try again: after a growing pause while the worker lives, and by an alarm that wakes it when it does not.
 */
export interface RetryTimer {
  onDue(run: () => void): void;
  /** Something is about to be tried: should the worker die over it, the alarm tries again. */
  guard(): void;
  /** Tries again later; each time in a row later than the last. @param after in so many ms instead */
  later(after?: number): void;
  /** There is nothing to try any more. */
  stop(): void;
  /** The alarm has rung. */
  alarmRang(): void;
}

/** First pause and longest, ms. */
const pauses = { first: 2_000, longest: 60_000 };

export function createRetryTimer(alarm: { set(): void; clear(): void }, random: () => number): RetryTimer {
  let run = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inARow = 0;
  return {
    onDue(due) {
      run = due;
    },
    guard: () => alarm.set(),
    later(after) {
      clearTimeout(timer);
      const pause = Math.min(pauses.longest, pauses.first * 2 ** inARow);
      inARow = after === undefined ? Math.min(inARow + 1, 10) : 0;
      // Half fixed, half random: many browsers must not come back in the same moment.
      timer = setTimeout(() => run(), after ?? pause / 2 + (random() * pause) / 2);
      alarm.set();
    },
    stop() {
      clearTimeout(timer);
      inARow = 0;
      alarm.clear();
    },
    alarmRang: () => run(),
  };
}
