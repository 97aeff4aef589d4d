/** The cloud's own clock. Tests may set it ahead or back. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Offset of this clock from the machine's, in milliseconds. */
  offsetMs: number;
}

export function createClock(base: () => number = Date.now): Clock {
  const clock: Clock = { offsetMs: 0, now: () => base() + clock.offsetMs };
  return clock;
}

/** Lifetimes in seconds. A test may override the template's. */
export interface Lifetimes {
  idToken?: number | undefined;
  accessToken?: number | undefined;
  refreshToken?: number | undefined;
  credentials?: number | undefined;
  code?: number | undefined;
}

const asInTheTemplate: Record<keyof Lifetimes, undefined> = {
  idToken: undefined,
  accessToken: undefined,
  refreshToken: undefined,
  credentials: undefined,
  code: undefined,
};

/** Replaces all lifetimes. Those that `wanted` leaves out return to the template's. */
export function setLifetimes(lifetimes: Lifetimes, wanted: Lifetimes): void {
  Object.assign(lifetimes, asInTheTemplate, wanted);
}
