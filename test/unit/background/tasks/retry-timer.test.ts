import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRetryTimer } from '../../../../src/background/tasks/retry-timer.ts';

let tries: number;
let online: boolean;
/** Ms from now that the alarm rings in, null while there is none. */
let alarm: number | null;

const createTimer = (random = () => 1) => {
  const timer = createRetryTimer(
    {
      set: (afterMs) => {
        alarm = afterMs;
      },
      clear: () => {
        alarm = null;
      },
    },
    random,
    () => online,
  );
  timer.onDue(() => {
    tries += 1;
  });
  return timer;
};

beforeEach(() => {
  vi.useFakeTimers();
  tries = 0;
  online = true;
  alarm = null;
});
afterEach(() => vi.useRealTimers());

describe('the retry timer', () => {
  it('waits longer each time, up to five minutes, and has an alarm behind each wait', () => {
    const timer = createTimer();
    const waits = Array.from({ length: 10 }, () => {
      timer.later();
      const before = tries;
      let waited = 0;
      while (tries === before) {
        vi.advanceTimersByTime(1000);
        waited += 1;
      }
      expect(alarm).toBe(Math.max(30, waited) * 1000);
      return waited;
    });
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
  });

  it('comes back at half the pause at the earliest, so that not all come at once', () => {
    const early = createTimer(() => 0);
    early.later();
    vi.advanceTimersByTime(999);
    expect(tries).toBe(0);
    vi.advanceTimersByTime(1);
    expect(tries).toBe(1);
  });

  it('starts over once there was nothing left to try', () => {
    const timer = createTimer();
    for (let time = 0; time < 5; time += 1) timer.later();
    timer.stop();
    expect(alarm).toBeNull();
    timer.later();
    vi.advanceTimersByTime(2000);
    expect(tries).toBe(1);
  });

  it('goes on where it was after an alarm that woke the worker: by the alarm it knows how long the last pause was', () => {
    const timer = createTimer();
    timer.alarmRang(128_000);
    expect(tries).toBe(1);
    timer.later();
    expect(alarm).toBe(128_000);
    vi.advanceTimersByTime(127_000);
    expect(tries).toBe(1);
    vi.advanceTimersByTime(1000);
    expect(tries).toBe(2);
    timer.later();
    expect(alarm).toBe(256_000);
  });

  it('waits for a network where there is none, and tries at once when it is back', () => {
    const timer = createTimer();
    online = false;
    timer.later();
    expect(alarm).toBe(60_000);
    vi.advanceTimersByTime(59_000);
    expect(tries).toBe(0);
    online = true;
    timer.online();
    expect(tries).toBe(1);
  });

  it('tries nothing when the network comes back and there is nothing to try', () => {
    const timer = createTimer();
    timer.online();
    timer.later();
    timer.stop();
    timer.online();
    expect(tries).toBe(0);
  });
});
