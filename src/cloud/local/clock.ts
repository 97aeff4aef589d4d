/** The cloud's own time, which tests may set ahead or back. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** How far this clock is from the machine's, in milliseconds. */
  offsetMs: number;
}

export function createClock(base: () => number = Date.now): Clock {
  const clock: Clock = { offsetMs: 0, now: () => base() + clock.offsetMs };
  return clock;
}

/** Seconds that things live, where a test wants other ones than the template's. */
export interface Lifetimes {
  idToken?: number;
  accessToken?: number;
  refreshToken?: number;
  credentials?: number;
  code?: number;
}
