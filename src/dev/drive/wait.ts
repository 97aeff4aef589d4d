/** Waiting for a condition, never for a time. */

export const patience = 30_000;

/**
 * Asks again and again until the answer is something.
 *
 * @param what the condition in words, for the error: "the popup to open"
 * @param probe gives the awaited value, or undefined/null/false while it is not there yet
 * @param options `within`: deadline in ms; `seen`: what to say of the present state when the deadline has passed
 * @throws when the deadline has passed, naming the condition and what was seen instead
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

/** The promise's value, or an error that names what took longer than `within` ms. */
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
