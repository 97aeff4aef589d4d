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

/** Replaces all of them; what is not named is the template's again. */
export function setLifetimes(lifetimes: Lifetimes, wanted: Lifetimes): void {
  Object.assign(lifetimes, asInTheTemplate, wanted);
}
