/** Random numbers that are the same for the same seed. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  between(least: number, most: number): number;
  /** Time to the next of independent events, in units of the mean interval. */
  gap(): number;
  uuid(): string;
}

/** mulberry32: small, and good enough for a queue. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(next() * 16).toString(16)).join('');
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    gap: () => -Math.log(1 - next()),
    uuid: () => `${digits(8)}-${digits(4)}-4${digits(3)}-8${digits(3)}-${digits(12)}`,
  };
}
