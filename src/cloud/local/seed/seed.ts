/** Adds and removes the sample data, by the same calls that the extension makes. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { taskAnswer, tasksAnswer } from '../../../contract/tasks-api.ts';
import type { Task } from '../../../domain/task.ts';
import { type SampleTask, sampleTasks } from './sample-tasks.ts';
import type { TaskAnswer, TaskCaller } from './task-caller.ts';

/** Owner of the sample data. No user of the pool has this `sub`, so no person sees these tasks. */
export const sampleOwner = '00000000-0000-4000-8000-000000000001';

/**
 * Makes the missing sample tasks. It may be run again, also after an interruption.
 *
 * @param call calls TasksAPI as {@link sampleOwner}
 * @param clock epoch ms; the data ends on its day
 * @returns the number of sample tasks after it
 */
export async function seedSampleData(call: TaskCaller, clock: () => number): Promise<{ tasks: number }> {
  const existing = new Map((await allTasks(call)).map((task) => [task.taskId, task]));
  const samples = sampleTasks(clock());
  let generation = 0;
  for (const [index, sample] of samples.entries()) {
    let made = findExisting(existing, index);
    while (!made) {
      made = await create(call, sample, sampleId(index, generation));
      if (!made) generation++;
    }
    if (sample.completedOn && !made.completed) await complete(call, made, sample.completedOn);
  }
  return { tasks: samples.length };
}

/** Deletes every task of the sample owner; the counters go down with them. */
export async function removeSampleData(call: TaskCaller): Promise<{ tasks: number }> {
  for (const task of await allTasks(call)) {
    const query = new URLSearchParams({
      changeId: idOf(`delete ${task.taskId} ${task.version}`),
      version: String(task.version),
    });
    expectStatus(await call('DELETE', `/tasks/${task.taskId}?${query}`), 200);
  }
  return { tasks: 0 };
}

/**
 * The id of a deleted task stays taken for thirty days. The sample data therefore has generations: each removal uses
 * one up.
 */
const mostGenerations = 1000;
const sampleId = (index: number, generation: number): string => idOf(`task ${index} ${generation}`);

function findExisting(existing: ReadonlyMap<string, Task>, index: number): Task | null {
  if (existing.size === 0) return null;
  for (let generation = 0; generation < mostGenerations; generation++) {
    const task = existing.get(sampleId(index, generation));
    if (task) return task;
  }
  return null;
}

/** @returns the task, null if an earlier generation used the id */
async function create(call: TaskCaller, sample: SampleTask, taskId: string): Promise<Task | null> {
  const { completedOn: _, ...draft } = sample;
  const answer = await call('POST', '/tasks', { ...draft, taskId, changeId: idOf(`create ${taskId}`) });
  // 200: this change was made before, and its task has been deleted.
  if (answer.status === 200 || answer.status === 409) return null;
  return v.parse(taskAnswer, expectStatus(answer, 201)).task;
}

async function complete(call: TaskCaller, { taskId, version }: Task, completedOn: string): Promise<void> {
  const changeId = idOf(`complete ${taskId} ${version}`);
  expectStatus(
    await call('PUT', `/tasks/${taskId}`, { changeId, version, completed: true, completedOn }),
    200,
  );
}

async function allTasks(call: TaskCaller): Promise<Task[]> {
  const tasks: Task[] = [];
  let cursor: string | null = null;
  do {
    const target: string = cursor === null ? '/tasks' : `/tasks?cursor=${encodeURIComponent(cursor)}`;
    const page = v.parse(tasksAnswer, expectStatus(await call('GET', target), 200));
    tasks.push(...page.tasks);
    cursor = page.next;
  } while (cursor !== null);
  return tasks;
}

function expectStatus(answer: TaskAnswer, status: number): unknown {
  if (answer.status === status) return answer.body;
  throw new Error(`TasksAPI answered the sample data with ${answer.status}: ${JSON.stringify(answer.body)}`);
}

/** Makes a UUID of version 8 (RFC 9562) from a hash: the same words always give the same id. */
function idOf(words: string): string {
  const hex = createHash('sha256').update(`countersign sample ${words}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
