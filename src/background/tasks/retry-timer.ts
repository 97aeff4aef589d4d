/**
 * Says when to try again: after a growing pause while the worker lives, and by an alarm that wakes it when it does not.
 * Without a network it waits for there being one.
 */
export interface RetryTimer {
  onDue(run: () => void): void;
  /** Something is about to be tried: should the worker die over it, the alarm tries again. */
  guard(): void;
  /** Tries again later; each time in a row later than the last. @param after in so many ms instead */
  later(after?: number): void;
  /** There is nothing to try any more. */
  stop(): void;
  /** The alarm has rung. @param afterMs what it was set to */
  alarmRang(afterMs?: number): void;
  /** There is a network again. */
  online(): void;
}

/** First pause and longest, ms. */
const pauses = { first: 2_000, longest: 5 * 60_000 };
/** No browser rings an alarm sooner, ms. */
const soonestAlarm = 30_000;
/** Ms after which to look for a network, for where the browser does not tell. */
const offlinePause = 60_000;

/**
 * @param alarm set to ring in so many ms, and every so many from then on
 * @param random 0 to 1, for the jitter
 * @param isOnline whether the browser believes that there is a network
 */
export function createRetryTimer(
  alarm: { set(afterMs: number): void; clear(): void },
  random: () => number,
  isOnline: () => boolean,
): RetryTimer {
  let run = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let inARow = 0;
  let waiting = false;

  function wait(ms: number): void {
    clearTimeout(timer);
    waiting = true;
    timer = setTimeout(() => run(), ms);
    alarm.set(Math.max(soonestAlarm, ms));
  }

  return {
    onDue(due) {
      run = due;
    },
    guard() {
      waiting = true;
      alarm.set(soonestAlarm);
    },
    later(after) {
      if (after !== undefined) {
        inARow = 0;
        wait(after);
      } else if (isOnline()) {
        const pause = Math.min(pauses.longest, pauses.first * 2 ** inARow);
        inARow += 1;
        // Half fixed, half random: many browsers must not come back in the same moment.
        wait(pause / 2 + (random() * pause) / 2);
      } else {
        inARow = 0;
        wait(offlinePause);
      }
    },
    stop() {
      clearTimeout(timer);
      waiting = false;
      inARow = 0;
      alarm.clear();
    },
    alarmRang(afterMs = soonestAlarm) {
      // A worker that the alarm woke knows by it alone how long the last pause was.
      inARow = Math.max(inARow, Math.ceil(Math.log2(afterMs / pauses.first)));
      run();
    },
    online() {
      if (!waiting) return;
      inARow = 0;
      run();
    },
  };
}
