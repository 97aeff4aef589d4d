import { describe, expect, it } from 'vitest';
import { growth, middleRatio, quantile } from '../../bench/estimate.ts';

describe('an estimate', () => {
  it('of a ratio stays where most of them are, whatever a few of them do', () => {
    const ratios = [1.4, 1.5, 1.6, 1.45, 1.55, 1.5, 1.52, 1.48];
    const { value, within } = middleRatio(ratios);
    expect(value).toBeCloseTo(1.5, 2);
    expect(middleRatio([...ratios, 40]).value).toBeLessThan(1.55);
    expect(within).toBeGreaterThan(0.01);
    expect(within).toBeLessThan(0.1);
  });

  it('of a ratio is as sure as its rounds are many and alike', () => {
    const jumpy = (count: number) => Array.from({ length: count }, (_, at) => 2 ** ((at % 5) / 10));
    const [few, many] = [middleRatio(jumpy(10)), middleRatio(jumpy(60))];
    expect(many.within).toBeLessThan(few.within);
    expect(middleRatio(Array(10).fill(2))).toEqual({ value: 2, within: 0 });
    expect(middleRatio([2, 2, 2]).within).toBe(Number.POSITIVE_INFINITY);
  });

  it('of growth is its power', () => {
    const sizes = [10, 1000, 10_000];
    expect(growth(sizes.map((size) => ({ size, cost: 5 })))).toBeCloseTo(0);
    expect(growth(sizes.map((size) => ({ size, cost: 3 * size })))).toBeCloseTo(1);
    expect(growth(sizes.map((size) => ({ size, cost: size ** 2 })))).toBeCloseTo(2);
  });

  it('finds what lies between two values', () => {
    expect(quantile([3, 1, 2, 4], 0.5)).toBe(2.5);
    expect(quantile([7], 0.9)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
