/**
 * How contenders are timed: in rounds, each round all of them in a new random order, so that what else the machine does
 * meets all alike. A ratio is taken within each round; what is told of it is the median.
 */

/** The limit to be measured by, what the product does, or what somebody else's package does. */
export type Role = 'bound' | 'ours' | 'peer';

export interface Contender {
  name: string;
  role: Role;
  /** Does it so many times in a row. @returns ms (or whatever is measured) for all of them */
  time(times: number): Promise<number>;
}

export interface Figure {
  name: string;
  role: Role;
  /** Of a single time; its 10th and 90th percentile. */
  median: number;
  low: number;
  high: number;
  /** To the bound, within the rounds; null where there is no bound. */
  ratio: number | null;
}

export interface Pace {
  rounds: number;
  /** How long one sample should take, ms: what is short is done many times for it. 0: once. */
  sample: number;
}

/** @returns for each contender, in their order, one value for each round */
export async function interleave(contenders: readonly Contender[], pace: Pace): Promise<number[][]> {
  const times = contenders.map(() => 1);
  for (const [at, contender] of contenders.entries()) {
    const once = await contender.time(1); // which also warms it up
    if (pace.sample === 0) continue;
    const warm = Math.max(
      (await contender.time(timesFor(pace.sample, once))) / timesFor(pace.sample, once),
      1e-4,
    );
    times[at] = timesFor(pace.sample, warm);
  }
  const samples: number[][] = contenders.map(() => []);
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const at of shuffled(contenders.map((_, index) => index))) {
      const count = times[at] ?? 1;
      const value = await contenders[at]?.time(count);
      if (value !== undefined) samples[at]?.push(value / count);
    }
  }
  return samples;
}

const timesFor = (sample: number, once: number): number =>
  Math.max(1, Math.round(sample / Math.max(once, 1e-3)));

/** @param samples one list for each contender, their values in the order of the rounds */
export function figures(contenders: readonly Contender[], samples: readonly number[][]): Figure[] {
  const bound = samples[contenders.findIndex(({ role }) => role === 'bound')];
  return contenders.map(({ name, role }, at) => {
    const own = samples[at] ?? [];
    const ratios = bound ? own.map((value, round) => value / (bound[round] ?? Number.NaN)) : [];
    return {
      name,
      role,
      median: median(own),
      low: quantile(own, 0.1),
      high: quantile(own, 0.9),
      ratio: bound ? median(ratios) : null,
    };
  });
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Between two values, the point that lies as far from both as the share says. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

/**
 * By which power of the size a cost grows: 0 does not grow, 1 grows with the size. The slope of the line through the
 * points, both axes logarithmic.
 */
export function growth(points: readonly { size: number; cost: number }[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const [x, y] = [mean(logs.map((one) => one.x)), mean(logs.map((one) => one.y))];
  const across = sum(logs.map((one) => (one.x - x) ** 2));
  return sum(logs.map((one) => (one.x - x) * (one.y - y))) / across;
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
