import { describe, expect, it } from 'vitest';
import type { Role } from '../../bench/measure.ts';
import { apartness } from '../../bench/report.ts';
import { counted, type Row } from '../../bench/row.ts';
import { middleRows, spreads } from '../../bench/spread.ts';

const figure = (name: string, role: Role, ratio: number) => ({ ...counted(name, role, ratio * 10), ratio });
const signature = (ours: number, peers: number): Row => ({
  ...{ part: 'signing', what: 'GET', unit: 'ms', budget: 2 },
  figures: [figure('bound', 'bound', 1), figure('countersign', 'ours', ours), figure('other', 'peer', peers)],
});
const growing = (power: number): Row => ({
  ...{ part: 'tasks', what: 'growth', unit: 'exponent', budget: null },
  figures: [counted('countersign', 'ours', power)],
});
const runs = [
  [signature(1.5, 3), growing(0.01)],
  [signature(1.8, 3), growing(0.05)],
  [signature(1.6, 3.3), growing(0.02)],
];

describe('several runs', () => {
  it('are compared by what each ratio was in them, the farthest apart first', () => {
    const found = spreads(runs).map(({ name, what, apart }) => [name, what, Math.round(apart * 100)]);
    expect(found).toEqual([
      ['countersign', 'GET', 20],
      ['other', 'GET', 10],
      ['countersign', 'growth', 4],
    ]);
    expect(apartness(spreads(runs), 0.15)).toBe(
      '2 of 3 lie within 15 % of each other. Farther apart: signing, GET, countersign (1.50, 1.80, 1.60).',
    );
    expect(apartness(spreads(runs), 0.25)).toBe('All 3 lie within 20 % of each other.');
  });

  it('are told of by the one in the middle, row by row', () => {
    expect(middleRows(runs)).toEqual([signature(1.6, 3.3), growing(0.02)]);
    expect(middleRows([[growing(1)]])).toEqual([growing(1)]);
  });

  it('are not compared in what only some of them have', () => {
    expect(spreads([[signature(1, 2)], [growing(1)]])).toEqual([]);
  });
});
