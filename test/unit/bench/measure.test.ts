import { describe, expect, it } from 'vitest';
import { type Contender, figures, growth, interleave, quantile } from '../../bench/measure.ts';

/** Takes as long as is said, without taking any time. */
const taking = (
  name: string,
  role: Contender['role'],
  each: () => number,
  order: string[] = [],
): Contender => ({
  name,
  role,
  async time(times) {
    order.push(name);
    return each() * times;
  },
});

describe('the benchmark', () => {
  it('lets everybody have a turn in every round', async () => {
    const order: string[] = [];
    const contenders = ['a', 'b', 'c'].map((name) => taking(name, 'peer', () => 1, order));
    const samples = await interleave(contenders, { rounds: 20, sample: 0 });
    expect(samples.map((one) => one.length)).toEqual([20, 20, 20]);
    const turns = order.slice(3); // each once before, to warm up
    for (let round = 0; round < 20; round += 1)
      expect(turns.slice(round * 3, round * 3 + 3).sort()).toEqual(['a', 'b', 'c']);
  });

  it('does what is short as often as a sample needs, and tells the time of one', async () => {
    const asked: number[] = [];
    const short: Contender = {
      ...{ name: 'short', role: 'ours' },
      async time(times) {
        asked.push(times);
        return times * 0.5;
      },
    };
    const [samples] = await interleave([short], { rounds: 2, sample: 10 });
    expect(asked.slice(-2)).toEqual([20, 20]);
    expect(samples).toEqual([0.5, 0.5]);
  });

  it('takes ratios within a round, so that a machine that slows down changes none', () => {
    const contenders = [taking('bound', 'bound', () => 0), taking('ours', 'ours', () => 0)];
    const [bound, ours] = figures(contenders, [
      [1, 10, 100],
      [2, 20, 200],
    ]);
    expect(bound).toMatchObject({ median: 10, ratio: 1 });
    expect(ours).toMatchObject({ median: 20, ratio: 2 });
  });

  it('tells growth by its power', () => {
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
