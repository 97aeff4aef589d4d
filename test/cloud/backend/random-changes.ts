/** Random lives of tasks: steps to draw, and their carrying out beside a model of what must come of them. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import type { Task } from '../../../src/domain/task.ts';
import { changeOf, deletion, newTask, taskIn } from './changes.ts';

const project = fc.constantFrom('Release', 'QA', 'N/A', 'a#b', '2026-01#x', 'Ünï © 漢字');
const day = fc
  .tuple(
    fc.integer({ min: 2024, max: 2025 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  )
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);

/** A step on one of the tasks there are (`pick`, counted around); where there are none, it makes one. */
export const step = fc.record({
  kind: fc.oneof(
    { weight: 4, arbitrary: fc.constant('create' as const) },
    { weight: 3, arbitrary: fc.constant('complete' as const) },
    { weight: 2, arbitrary: fc.constantFrom('reopen' as const, 'edit' as const, 'delete' as const) },
    { weight: 1, arbitrary: fc.constantFrom('nothing' as const, 'stale' as const) },
  ),
  pick: fc.nat(1000),
  project,
  day,
  /** The answer got lost, so the client sends the same change again. */
  twice: fc.boolean(),
});
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Steps that are the same for the same seed, which the test's name should give. */
export const drawSteps = (count: number, seed: number): Step[] => fc.sample(step, { numRuns: count, seed });

/** The expected tasks of an owner, by id. */
export type Expected = Map<string, Task>;

/** Carries out a step and notes in `expected` what was acknowledged. */
export async function takeStep(call: TaskCaller, expected: Expected, given: Step): Promise<void> {
  const tasks = [...expected.values()];
  const task = tasks[given.pick % tasks.length];
  const send: TaskCaller = async (method, target, body) => {
    const answer = await call(method, target, body);
    if (given.twice) expect((await call(method, target, body)).body).toEqual(answer.body);
    return answer;
  };
  if (!task || given.kind === 'create') {
    const made = await send('POST', '/tasks', newTask({ project: given.project, createdOn: given.day }));
    expected.set(taskIn(made).taskId, taskIn(made));
  } else if (given.kind === 'delete') {
    expect((await send('DELETE', deletion(task))).status).toBe(200);
    expected.delete(task.taskId);
  } else if (given.kind === 'stale') {
    const stale = changeOf({ version: task.version + 1 }, { name: 'never' });
    expect((await send('PUT', `/tasks/${task.taskId}`, stale)).status).toBe(409);
  } else {
    const change = changeOf(task, fieldsOf(given, task));
    expected.set(task.taskId, taskIn(await send('PUT', `/tasks/${task.taskId}`, change)));
  }
}

function fieldsOf(given: Step, task: Task): Record<string, unknown> {
  switch (given.kind) {
    case 'complete':
      return { completed: true, completedOn: given.day };
    case 'reopen':
      return { completed: false };
    case 'edit':
      return { project: given.project, name: `Edited on ${given.day}` };
    default:
      return { name: task.name };
  }
}
