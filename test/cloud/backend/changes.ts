/** Bodies of changes, as the extension writes them. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { TaskAnswer, TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { type CreateTaskBody, taskAnswer, tasksAnswer } from '../../../src/contract/tasks-api.ts';
import type { Task } from '../../../src/domain/task.ts';

export function newTask(given: Partial<CreateTaskBody> = {}): CreateTaskBody {
  return {
    changeId: randomUUID(),
    taskId: randomUUID(),
    name: 'Write release notes',
    project: 'Release',
    due: '2025-11-21',
    description: '',
    createdOn: '2025-11-20',
    ...given,
  };
}

export const taskIn = (answer: TaskAnswer): Task => v.parse(taskAnswer, answer.body).task;

export async function createTask(call: TaskCaller, given: Partial<CreateTaskBody> = {}): Promise<Task> {
  return taskIn(await call('POST', '/tasks', newTask(given)));
}

export const changeOf = (task: Pick<Task, 'version'>, fields: Record<string, unknown>) => ({
  changeId: randomUUID(),
  version: task.version,
  ...fields,
});

export function deletion(task: Pick<Task, 'taskId' | 'version'>, changeId: string = randomUUID()): string {
  return `/tasks/${task.taskId}?${new URLSearchParams({ changeId, version: String(task.version) })}`;
}

/** All pages of the list. */
export async function listPages(call: TaskCaller): Promise<Task[][]> {
  const pages: Task[][] = [];
  let cursor: string | null = null;
  do {
    const target: string = cursor === null ? '/tasks' : `/tasks?cursor=${encodeURIComponent(cursor)}`;
    const page = v.parse(tasksAnswer, (await call('GET', target)).body);
    pages.push(page.tasks);
    cursor = page.next;
  } while (cursor !== null);
  return pages;
}

export const listTasks = async (call: TaskCaller): Promise<Task[]> => (await listPages(call)).flat();
