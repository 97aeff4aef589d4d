/** Sends a value that changes with every key: its first change at once, later ones together, one message at a time. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface ThrottledSend<T> {
  /** Takes the newest value; one that is still waiting is never sent. */
  change(value: T): void;
  /** Sends what is waiting at once. The page is going: it will not hear the answer to what is under way. */
  flush(): void;
  /** Resolves once everything has been sent and answered. */
  settled(): Promise<void>;
  /** Drops what is waiting. */
  end(): void;
}

/**
 * The first change is not held back: it wakes a background that was stopped. What a closing page sends reaches only one
 * that runs (Chromium drops a message whose sender has gone before its receiver was there).
 *
 * @param every shortest time from one message to the next, ms
 * @param send deals with its own failures
 * @param pause resolves after so many ms
 */
export function createThrottledSend<T>(
  every: number,
  send: (value: T) => Promise<unknown>,
  pause: (ms: number) => Promise<unknown>,
): ThrottledSend<T> {
  let waiting: { value: T } | null = null;
  let underWay: Promise<unknown> | null = null;
  let running = false;

  function flush(): Promise<unknown> | null {
    if (!waiting) return underWay;
    const { value } = waiting;
    waiting = null;
    const sent = send(value).finally(() => {
      if (underWay === sent) underWay = null;
    });
    underWay = sent;
    return sent;
  }
  async function settled(): Promise<void> {
    while (waiting || underWay) await (underWay ?? flush());
  }
  async function run(): Promise<void> {
    running = true;
    while (waiting) {
      if (underWay) await underWay;
      await Promise.all([flush(), pause(every)]);
    }
    running = false;
  }

  return {
    change(value) {
      waiting = { value };
      if (!running) void run();
    },
    flush: () => void flush(),
    settled,
    end() {
      waiting = null;
    },
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends each new value of what a component holds, and the last one when the page goes.
 *
 * @param every shortest time from one message to the next, ms
 * @param send deals with its own failures
 */
export function useThrottledSend<T>(
  value: T,
  every: number,
  send: (value: T) => Promise<unknown>,
): ThrottledSend<T> {
  const latest = useRef(send);
  latest.current = send;
  const known = useRef(value);
  const [sender] = useState(() => createThrottledSend<T>(every, (now) => latest.current(now), pause));

  useLayoutEffect(() => {
    if (known.current === value) return;
    known.current = value;
    sender.change(value);
  }, [value]);
  useEffect(() => {
    addEventListener('pagehide', sender.flush);
    return () => {
      removeEventListener('pagehide', sender.flush);
      sender.end();
    };
  }, []);
  return sender;
}
