import { describe, expect, it } from 'vitest';
import { chartOf, drawn } from '../../bench/chart.ts';
import type { Role } from '../../bench/measure.ts';
import type { PartName, Row } from '../../bench/row.ts';

const figure = (name: string, role: Role, ratio: number) => ({
  ...{ name, role, ratio, median: ratio },
  ...{ low: ratio, high: ratio, within: null },
});

const rows = Object.keys(drawn).map((key): Row => {
  const [part = '', what = ''] = key.split('/');
  return {
    part: part as PartName, // the table names parts that there are
    ...{ what, unit: 'ms', budget: null },
    figures: [
      figure('bound', 'bound', 1),
      figure('us', 'ours', 1.5),
      figure('slow', 'peer', 30),
      figure('quick', 'peer', 2),
    ],
  };
});

describe('the chart', () => {
  it('shows ours beside the nearest peer, in every row', () => {
    const chart = chartOf(rows) ?? '';
    for (const title of Object.values(drawn)) expect(chart).toContain(title);
    expect(chart.match(/Countersign 1\.5 ×/g)).toHaveLength(rows.length);
    expect(chart.match(/quick 2\.0 ×/g)).toHaveLength(rows.length);
    expect(chart).not.toContain('slow');
  });

  it('is not drawn of a part of the figures', () => {
    expect(chartOf(rows.slice(1))).toBe(null);
  });
});
