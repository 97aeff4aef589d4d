import { describe, expect, it } from 'vitest';
import { type Contender, figures, interleave, isSure } from '../../bench/measure.ts';

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
    const samples = await interleave(contenders, { rounds: 20, within: 0 });
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
    const [samples] = await interleave([short], { rounds: 2, within: 0, sample: 10 });
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

  it('ends once the ratios are known well enough, and at the latest after its rounds', async () => {
    let turn = 0;
    const steady = [taking('bound', 'bound', () => 10), taking('ours', 'ours', () => 15 + (++turn % 2) / 10)];
    const [few = []] = await interleave(steady, { rounds: 1000, within: 0.05 });
    expect(few.length).toBeLessThan(20);
    const jumpy = [taking('bound', 'bound', () => 10), taking('ours', 'ours', () => 2 ** (++turn % 4))];
    const [all = []] = await interleave(jumpy, { rounds: 30, within: 0.05 });
    expect(all).toHaveLength(30);
  });

  it('takes the best of several goes in a round, where a machine is busy now and then', async () => {
    let turn = 0;
    const disturbed = (name: string, role: Contender['role'], each: number) =>
      taking(name, role, () => each * (turn++ % 3 === 0 ? 9 : 1));
    const dear = { ...taking('dear', 'peer', () => 30), every: 4 };
    const contenders = [disturbed('bound', 'bound', 1), disturbed('ours', 'ours', 2), dear];
    const samples = await interleave(contenders, { rounds: 6, goes: 4, within: 0 });
    expect(samples).toEqual([Array(6).fill(1), Array(6).fill(2), Array(6).fill(30)]);
  });

  it('lets a dear one take part in some of the rounds, and takes its ratios in those', async () => {
    const dear = { ...taking('dear', 'peer', () => 30), every: 3 };
    const contenders = [taking('bound', 'bound', () => 10), dear];
    const samples = await interleave(contenders, { rounds: 7, within: 0 });
    const none = undefined;
    expect(samples).toEqual([Array(7).fill(10), [30, none, none, 30, none, none, 30]]);
    expect(figures(contenders, samples)[1]?.ratio).toBeCloseTo(3);
    expect(isSure(contenders, samples, 0.01)).toBe(true); // does not wait for it
  });

  it('prepares each round before anybody has a turn, and does not warm up what is warm', async () => {
    const order: string[] = [];
    const before = async () => void order.push('before');
    await interleave([taking('a', 'ours', () => 1, order)], { rounds: 2, within: 0, before, warm: false });
    expect(order).toEqual(['before', 'a', 'before', 'a']);
  });
});
