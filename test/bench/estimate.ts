/**
 * Statistics of noisy values: the median, the spread, the confidence of a ratio, and the exponent of a cost's growth.
 */

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Between two values, the point that lies as far from both as the share says. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

export interface Ratio {
  value: number;
  /** Half of its 95 % interval, as a share of it; infinite of fewer than six. */
  within: number;
}

/**
 * The middle of ratios that were taken in pairs: the median of the mean of each two of them, by their logarithms. It is
 * moved by outliers as little as the median, and needs two thirds of the rounds for the same certainty. The interval is that of Wilcoxon's
 * signed ranks: it supposes nothing of how they are spread but that it is alike above and below.
 * https://en.wikipedia.org/wiki/Hodges–Lehmann_estimator
 */
export function middleRatio(ratios: readonly number[]): Ratio {
  const logs = ratios.map(Math.log);
  const means = logs.flatMap((one, at) => logs.slice(at).map((other) => (one + other) / 2));
  const count = logs.length;
  const deviation = Math.sqrt((count * (count + 1) * (2 * count + 1)) / 24);
  const outside = (means.length / 2 - 1.96 * deviation) / means.length;
  const width = quantile(means, 1 - outside) - quantile(means, outside);
  return {
    value: Math.exp(median(means)),
    within: count < 6 ? Number.POSITIVE_INFINITY : Math.expm1(width / 2),
  };
}

/**
 * The exponent by which a cost grows with the size: 0 means constant, 1 linear. It is the slope of the line through the
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
