/**
 * Sends a value that changes with each key press. The first change is sent at once, later ones together; one message at
 * a time.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface ThrottledSend<T> {
  /** Takes the newest value. It replaces a value that still waits. */
  change(value: T): void;
  /**
   * Sends the waiting value at once, for a page that closes. The page does not hear the answer of a message under way.
   */
  flush(): void;
  /** Resolves once every value has been sent and answered. */
  settled(): Promise<void>;
  /** Drops the waiting value. */
  end(): void;
}

/**
 * The first change is not delayed: it wakes a stopped background. A message from a closing page reaches only a running
 * background (Chromium drops a message whose sender has gone before its receiver was there).
 *
 * @param every shortest time from one message to the next, ms
 * @param send handles its own failures
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
 * Sends each new value of a component's state, and the last one when the page closes.
 *
 * @param every shortest time from one message to the next, ms
 * @param send handles its own failures
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
