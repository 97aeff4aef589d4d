/** Changes of tasks that both the screens and the pages ask for. */
import { localDay } from '../../contract/day.ts';
import { CodedError } from '../../contract/errors.ts';
import type { Task, TaskEdit } from '../../contract/task.ts';
import { creation, type NewTask } from '../page-tasks.ts';
import type { Tasks } from '../tasks.ts';

export interface TaskChanges {
  /** Asked twice, it makes one task: the first time's is found under the request's id. */
  create(task: NewTask, requestId: string): Promise<Task>;
  edit(taskId: string, fields: TaskEdit): Promise<Task>;
  complete(taskId: string): Promise<Task>;
  reopen(taskId: string): Promise<Task>;
}

export function taskChanges(tasks: Tasks): TaskChanges {
  const today = () => localDay(Date.now());
  const ids = (taskId: string) => ({ taskId, changeId: crypto.randomUUID() });
  return {
    create: async (task, requestId) =>
      (await tasks.find(requestId)) ?? left(await tasks.change(creation(task, today(), requestId))),
    async edit(taskId, fields) {
      await tasks.get(taskId);
      return left(await tasks.change({ kind: 'edit', ...ids(taskId), fields }));
    },
    async complete(taskId) {
      await tasks.get(taskId);
      return left(await tasks.change({ kind: 'complete', ...ids(taskId), completedOn: today() }));
    },
    async reopen(taskId) {
      await tasks.get(taskId);
      return left(await tasks.change({ kind: 'reopen', ...ids(taskId) }));
    },
  };
}

/** A change that leaves no task behind is a deletion: after any other there is one. */
function left(task: Task | null): Task {
  if (!task) throw new CodedError('taskNotFound');
  return task;
}
