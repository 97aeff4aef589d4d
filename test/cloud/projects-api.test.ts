import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shardCount, shardOf } from '../../src/cloud/handlers/table-shapes.ts';
import { createTaskCaller } from '../../src/cloud/local/seed/task-caller.ts';
import { type Backend, startBackend } from './backend/backend.ts';
import { changeOf, createTask } from './backend/changes.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const read = () =>
  createTaskCaller(backend.model, backend.functions, randomUUID(), 'ProjectsAPI')('GET', '/projects');

it('is empty before there is any task', async () => {
  expect(await read()).toEqual({ status: 200, body: { projects: [] } });
});

it('sums what people in different shards count, and tells names and counts and nothing else', async () => {
  const owners = Array.from({ length: 4 }, () => randomUUID());
  // One more, who is surely not in the shard of the first.
  let other = randomUUID();
  while (shardOf(other) === shardOf(owners[0] ?? '')) other = randomUUID();
  for (const owner of [...owners, other]) {
    const call = backend.tasksOf(owner);
    const task = await createTask(call, {
      project: 'Shared',
      description: 'private',
      createdOn: '2026-10-31',
    });
    const change = changeOf(task, { completed: true, completedOn: '2026-11-01' });
    await call('PUT', `/tasks/${task.taskId}`, change);
  }
  await createTask(backend.tasksOf(), { project: 'Alone', createdOn: '2026-11-20' });
  expect(await read()).toEqual({
    status: 200,
    body: {
      projects: [
        { project: 'Alone', month: '2026-11', added: 1, completed: 0 },
        { project: 'Shared', month: '2026-10', added: 5, completed: 0 },
        { project: 'Shared', month: '2026-11', added: 0, completed: 5 },
      ],
    },
  });
});

it('keeps nobody’s identity in the counters, and uses every shard', async () => {
  const rows = await backend.rows('projects');
  for (const row of rows) expect(Object.keys(row).sort()).toEqual(['added', 'completed', 'entry', 'shard']);
  const shards = new Set(Array.from({ length: 500 }, () => shardOf(randomUUID())));
  expect(shards.size).toBe(shardCount);
});
