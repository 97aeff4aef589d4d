/**
 * Schedules retries. The pause grows from retry to retry. A timer ends it while the worker lives, and an alarm wakes a
 * stopped worker. Without a network, it waits for the network.
 */
export interface RetryTimer {
  onDue(run: () => void): void;
  /** Sets the alarm before a try: if the worker dies meanwhile, the alarm tries again. */
  guard(): void;
  /** Tries again later. The pause doubles each time. @param after ms until the next try, in place of that pause */
  later(after?: number): void;
  /** Call it when nothing is left to try. */
  stop(): void;
  /** Call it when the alarm has rung. @param afterMs the pause that the alarm was set to */
  alarmRang(afterMs?: number): void;
  /** Call it when the network is back. */
  online(): void;
}

/** The first and the longest pause, ms. */
const pauses = { first: 2_000, longest: 5 * 60_000 };
/** The shortest time that a browser accepts for an alarm, ms. */
const shortestAlarm = 30_000;
/** Ms until the next try without a network. Not every browser reports that the network is back. */
const offlinePause = 60_000;

/**
 * @param alarm rings after that pause, and again after each further one
 * @param random 0 to 1, for the jitter
 * @param isOnline whether the browser reports a network
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
    alarm.set(Math.max(shortestAlarm, ms));
  }

  return {
    onDue(due) {
      run = due;
    },
    guard() {
      waiting = true;
      alarm.set(shortestAlarm);
    },
    later(after) {
      if (after !== undefined) {
        inARow = 0;
        wait(after);
      } else if (isOnline()) {
        const pause = Math.min(pauses.longest, pauses.first * 2 ** inARow);
        inARow += 1;
        // Half fixed, half random: many browsers must not come back at the same time.
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
    alarmRang(afterMs = shortestAlarm) {
      // A worker that the alarm woke knows the last pause only from the alarm.
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
