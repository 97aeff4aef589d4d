import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChange, type Change } from '../../../../src/core/tasks/change.ts';
import { applyDeltas, counterDeltas, type ProjectMonth } from '../../../../src/domain/project-counters.ts';
import type { Task } from '../../../../src/domain/task.ts';
import { compareTasks } from '../../../../src/domain/task-order.ts';
import { summarise } from '../../../../src/domain/task-summary.ts';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const createOf = (taskId: string, project = 'QA', createdOn = '2026-11-20'): Change => ({
  kind: 'create',
  changeId: id(900),
  taskId,
  body: { changeId: id(900), taskId, name: 'n', project, due: '', description: '', createdOn },
});

/** Any change of one of a few tasks. */
const anyChange: fc.Arbitrary<Change> = fc.integer({ min: 1, max: 4 }).chain((n) => {
  const taskId = id(n);
  const changeId = id(901);
  const day = fc.constantFrom('2026-10-31', '2026-11-01', '2026-11-20');
  return fc.oneof(
    fc.tuple(fc.constantFrom('QA', 'Release'), day).map(([project, on]) => createOf(taskId, project, on)),
    day.map((completedOn): Change => ({ kind: 'complete', changeId, taskId, completedOn })),
    fc
      .record(
        { name: fc.constantFrom('n', 'm'), project: fc.constantFrom('QA', 'Release') },
        { requiredKeys: [] },
      )
      .map((fields): Change => ({ kind: 'edit', changeId, taskId, fields })),
    fc.constant<Change>({ kind: 'reopen', changeId, taskId }),
    fc.constant<Change>({ kind: 'delete', changeId, taskId }),
  );
});

describe('changes of tasks', () => {
  it('raise the version by one when they change something, and not at all when they do not', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 30 }), (changes) => {
        let task: Task | null = null;
        for (const change of changes) {
          const before: Task | null = task;
          const after: Task | null = applyChange(before, change);
          if (before && after)
            expect(after.version).toBe(after === before ? before.version : before.version + 1);
          task = after;
        }
      }),
    );
  });

  it('keep the counters equal to a recount, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 40 }), (changes) => {
        const tasks = new Map<string, Task>();
        let counters: ProjectMonth[] = [];
        for (const change of changes) {
          const before = tasks.get(change.taskId) ?? null;
          const after = applyChange(before, change);
          counters = applyDeltas(counters, counterDeltas(before, after));
          if (after) tasks.set(change.taskId, after);
          else tasks.delete(change.taskId);
        }
        const recount = applyDeltas(
          [],
          [...tasks.values()].flatMap((task) => counterDeltas(null, task)),
        );
        expect(counters).toEqual(recount);
      }),
    );
  });
});

const task = (fields: Partial<Task>): Task => ({
  taskId: id(1),
  name: 'n',
  project: 'QA',
  due: '',
  description: '',
  createdOn: '2026-11-01',
  completed: false,
  completedOn: '',
  version: 1,
  ...fields,
});

describe('the order of tasks', () => {
  it('is open by due day, then creation, undated last; then completed, the latest first', () => {
    const sorted = [
      task({ name: 'done early', completed: true, completedOn: '2026-11-02' }),
      task({ name: 'undated' }),
      task({ name: 'late', due: '2026-11-19' }),
      task({ name: 'done late', completed: true, completedOn: '2026-11-09' }),
      task({ name: 'later, older', due: '2027-01-01', createdOn: '2026-10-01' }),
      task({ name: 'later, newer', due: '2027-01-01' }),
    ].sort(compareTasks);
    expect(sorted.map(({ name }) => name)).toEqual([
      'late',
      'later, older',
      'later, newer',
      'undated',
      'done late',
      'done early',
    ]);
  });
});

describe('the summary', () => {
  it('counts what is open, due today and overdue', () => {
    const tasks = [
      task({ due: '2026-11-20' }),
      task({ due: '2026-11-19' }),
      task({ due: '2026-11-21' }),
      task({}),
      task({ due: '2026-11-19', completed: true, completedOn: '2026-11-19' }),
    ];
    expect(summarise(tasks, '2026-11-20')).toEqual({ open: 4, dueToday: 1, overdue: 1 });
  });
});
