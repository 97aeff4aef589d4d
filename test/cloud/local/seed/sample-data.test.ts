import { afterAll, beforeAll, expect, it } from 'vitest';
import { removeSampleData, sampleOwner, seedSampleData } from '../../../../src/cloud/local/seed/seed.ts';
import type { TaskCaller } from '../../../../src/cloud/local/seed/task-caller.ts';
import type { Task } from '../../../../src/domain/task.ts';
import { type Backend, startBackend } from '../../backend/backend.ts';
import { changeOf, createTask, deletion, listTasks, taskIn } from '../../backend/changes.ts';
import { recount } from '../../backend/recount.ts';

// One story from the first seeding to the last: each costs as much as every other test of tasks together.

let backend: Backend;
let call: TaskCaller;
let person: TaskCaller;
let own: Task;
const clock = () => Date.parse('2026-11-20T12:00:00Z');

beforeAll(async () => {
  backend = await startBackend({ clock });
  call = backend.tasksOf(sampleOwner);
  person = backend.tasksOf();
});
afterAll(() => backend.close());

it('is a hundred tasks of ten projects over twelve months, seventy of them done', async () => {
  await seedSampleData(call, clock);
  const tasks = await listTasks(call);
  expect(tasks).toHaveLength(100);
  expect(new Set(tasks.map(({ project }) => project)).size).toBe(10);
  expect(new Set(tasks.map(({ name }) => name)).size).toBe(100);
  const months = [...new Set(tasks.map(({ createdOn }) => createdOn.slice(0, 7)))].sort();
  expect([months.length, months.at(0), months.at(-1)]).toEqual([12, '2025-12', '2026-11']);
  expect(tasks.filter(({ completed }) => completed)).toHaveLength(70);
  for (const { createdOn, completedOn } of tasks) {
    expect(createdOn <= '2026-11-20' && completedOn <= '2026-11-20').toBe(true);
    expect(completedOn === '' || completedOn >= createdOn).toBe(true);
  }
  expect(await backend.projects()).toEqual(recount(tasks));
});

it('is there once, run twice', async () => {
  const once = await backend.projects();
  await seedSampleData(call, clock);
  expect(await listTasks(call)).toHaveLength(100);
  expect(await backend.projects()).toEqual(once);
});

it('fills up what is missing, and leaves other people’s tasks alone', async () => {
  own = await createTask(person, { project: 'Development' });
  const [first, second] = await listTasks(call);
  if (!first || !second) throw new Error('There is no sample data');
  await call('DELETE', deletion(first));
  const reopened = taskIn(
    await call('PUT', `/tasks/${second.taskId}`, changeOf(second, { completed: false })),
  );
  expect(reopened.completed).toBe(false);

  await seedSampleData(call, clock);
  const tasks = await listTasks(call);
  expect(tasks).toHaveLength(100);
  expect(tasks.filter(({ completed }) => completed)).toHaveLength(70);
  expect(await listTasks(person)).toEqual([own]);
  expect(await backend.projects()).toEqual(recount([...tasks, own]));
});

it('is gone with all its counts when it is removed, alone, and can come again', async () => {
  const before = await backend.projects();
  await removeSampleData(call);
  expect(await listTasks(call)).toEqual([]);
  expect(await listTasks(person)).toEqual([own]);
  expect(await backend.projects()).toEqual(recount([own]));

  await seedSampleData(call, clock);
  expect(await listTasks(call)).toHaveLength(100);
  expect(await backend.projects()).toEqual(before);
});
