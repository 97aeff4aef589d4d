import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDeltas, compareProjects, counterDeltas } from '../../../src/domain/project-counters.ts';

const open = { project: 'Release', createdOn: '2026-01-31', completed: false, completedOn: '' };
const done = { ...open, completed: true, completedOn: '2026-03-01' };
const row = (project: string, month: string, added: number, completed: number) => ({
  project,
  month,
  added,
  completed,
});

describe('the deltas of a change', () => {
  it('count a new task in the month it was created in', () => {
    expect(counterDeltas(null, open)).toEqual([row('Release', '2026-01', 1, 0)]);
  });

  it('count a completion in its own month, and take it back out of there', () => {
    expect(counterDeltas(open, done)).toEqual([row('Release', '2026-03', 0, 1)]);
    expect(counterDeltas(done, open)).toEqual([row('Release', '2026-03', 0, -1)]);
  });

  it('take a deleted task out of both', () => {
    expect(counterDeltas(done, null)).toEqual([
      row('Release', '2026-01', -1, 0),
      row('Release', '2026-03', 0, -1),
    ]);
  });

  it('make one row of what falls into one month', () => {
    const same = { ...done, completedOn: '2026-01-31' };
    expect(counterDeltas(null, same)).toEqual([row('Release', '2026-01', 1, 1)]);
  });

  it('move the counts with the task to another project', () => {
    expect(counterDeltas(open, { ...open, project: 'QA' })).toEqual([
      row('Release', '2026-01', -1, 0),
      row('QA', '2026-01', 1, 0),
    ]);
  });

  it('are none where nothing that is counted has changed', () => {
    expect(counterDeltas(done, { ...done })).toEqual([]);
    expect(counterDeltas(null, null)).toEqual([]);
  });
});

const day = fc.constantFrom('2025-12-31', '2026-01-01', '2026-01-31', '2026-02-15');
const counted = fc
  .record({
    project: fc.constantFrom('A', 'B', 'N/A', 'a/b', 'a#b', '__proto__', ''),
    createdOn: day,
    done: fc.option(day, { nil: '' }),
  })
  .map(({ project, createdOn, done: completedOn }) => ({
    project,
    createdOn,
    completed: completedOn !== '',
    completedOn,
  }));

it('lead from any state to any other as if it had been counted afresh', () => {
  const states = fc.array(fc.option(counted), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(states, { maxLength: 6 }), (lives) => {
      let rows: ReturnType<typeof applyDeltas> = [];
      for (const life of lives) {
        life.reduce((before, after) => {
          const deltas = counterDeltas(before, after);
          expect(new Set(deltas.map(({ month, project }) => `${month}/${project}`)).size).toBe(deltas.length);
          rows = applyDeltas(rows, deltas);
          return after;
        }, null);
      }
      const last = lives.map((life) => life.at(-1) ?? null);
      expect(rows).toEqual(
        applyDeltas(
          [],
          last.flatMap((task) => counterDeltas(null, task)),
        ),
      );
    }),
  );
});

describe('the rows', () => {
  it('are by project, then month, in the order of code units, without rows of two zeros', () => {
    const rows = [
      row('b', '2026-01', 1, 0),
      row('a', '2026-02', 0, 1),
      row('B', '2026-01', 1, 1),
      row('a', '2026-01', 2, 0),
    ];
    const order = ['B 2026-01', 'a 2026-01', 'a 2026-02', 'b 2026-01'];
    const names = (sorted: typeof rows) => sorted.map(({ project, month }) => `${project} ${month}`);
    expect(names([...rows].sort(compareProjects))).toEqual(order);
    expect(names(applyDeltas(rows, [row('a', '2026-01', -2, 0)]))).toEqual(order.toSpliced(1, 1));
  });

  it('stay as they were when deltas are applied', () => {
    const rows = [row('a', '2026-01', 1, 0)];
    expect(applyDeltas(rows, [row('a', '2026-01', 1, 1)])).toEqual([row('a', '2026-01', 2, 1)]);
    expect(rows).toEqual([row('a', '2026-01', 1, 0)]);
  });
});
