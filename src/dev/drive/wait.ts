/** Waits for conditions, never for fixed times. */

export const patience = 30_000;

/**
 * Polls until the answer is a value.
 *
 * @param what the condition in words, for the error: "the popup to open"
 * @param probe returns the awaited value, or undefined/null/false while there is none
 * @param options `within`: deadline in ms; `seen`: describes the present state, for the error
 * @throws after the deadline, with the condition and the state
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  options: { within?: number; seen?: () => Promise<string> | string } = {},
): Promise<T> {
  const { within = patience, seen } = options;
  const deadline = performance.now() + within;
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 200)) {
    const answer = await probe();
    if (answer !== undefined && answer !== null && answer !== false) return answer;
    if (performance.now() > deadline) {
      const state = seen ? `\n${await describe(seen)}` : '';
      throw new Error(`Waited ${within / 1000} s in vain for ${what}.${state}`);
    }
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

/** The promise's value. @throws Error with the condition if it takes longer than `within` ms */
export async function inTime<T>(what: string, promise: Promise<T>, within = patience): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${within / 1000} s`)), within);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function describe(seen: () => Promise<string> | string): Promise<string> {
  try {
    return await seen();
  } catch (error) {
    return `(nothing could be read: ${String(error)})`;
  }
}
