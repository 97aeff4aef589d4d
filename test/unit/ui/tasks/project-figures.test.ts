import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burndown, remainingByProject } from '../../../../src/ui/tasks/project-figures.ts';

const row = (project: string, month: string, added: number, completed: number) => ({
  project,
  month,
  added,
  completed,
});

describe('remaining by project', () => {
  it('leaves out what is done and puts the most first', () => {
    const rows = [
      row('Done', '2026-01', 3, 3),
      row('QA', '2026-01', 5, 1),
      row('QA', '2026-02', 0, 2),
      row('Ops', '2026-02', 9, 0),
      row('Also two', '2026-02', 2, 0),
    ];
    expect(remainingByProject(rows)).toEqual([
      { project: 'Ops', remaining: 9 },
      { project: 'Also two', remaining: 2 },
      { project: 'QA', remaining: 2 },
    ]);
  });
});

describe('the burndown', () => {
  it('shows twelve months, gaps included, with what came before carried in', () => {
    const rows = [
      row('A', '2024-06', 10, 4),
      row('A', '2026-10', 5, 2),
      row('B', '2026-10', 1, 0),
      row('B', '2026-11', 0, 3),
    ];
    const months = burndown(rows, '2026-11');
    expect(months.map((one) => one.month)).toEqual([
      '2025-12',
      ...Array.from({ length: 11 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}`),
    ]);
    expect(months.map((one) => one.remaining)).toEqual([6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 10, 7]);
    expect(months.map((one) => one.completed)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3]);
  });

  it('ends with a month that has begun elsewhere already', () => {
    expect(burndown([row('A', '2026-12', 1, 0)], '2026-11').at(-1)).toMatchObject({
      month: '2026-12',
      remaining: 1,
    });
  });

  it('ends with as many tasks as all projects have left', () => {
    const month = fc
      .tuple(fc.integer({ min: 2020, max: 2026 }), fc.integer({ min: 1, max: 12 }))
      .map(([year, index]) => `${year}-${String(index).padStart(2, '0')}`);
    const project = fc
      .tuple(fc.string({ minLength: 1 }), fc.array(fc.tuple(month, fc.nat(9), fc.nat(9))))
      .map(([name, months]) => months.map(([when, left, done]) => row(name, when, left + done, done)));
    fc.assert(
      fc.property(fc.array(project), (projects) => {
        const rows = projects.flat();
        const left = remainingByProject(rows).reduce((sum, one) => sum + one.remaining, 0);
        expect(burndown(rows, '2026-12').at(-1)?.remaining).toBe(left);
      }),
    );
  });
});
