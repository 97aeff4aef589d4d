/** Changes of tasks that both the screens and the pages ask for. */
import { localDay } from '../../contract/day.ts';
import { CodedError } from '../../contract/errors.ts';
import type { ListedTask } from '../../contract/operations.ts';
import type { Task, TaskEdit } from '../../contract/task.ts';
import { changedFields } from '../../core/tasks/change.ts';
import { editAgain, keepMine } from '../../core/tasks/decision.ts';
import { creation, type NewTask } from '../page-tasks.ts';
import type { Tasks } from '../tasks.ts';

export interface TaskChanges {
  /** Asked twice, it makes one task: the first time's is found under the request's id. */
  create(task: NewTask, requestId: string): Promise<ListedTask>;
  complete(taskId: string): Promise<ListedTask>;
  reopen(taskId: string): Promise<ListedTask>;
  /** What was refused is sent afresh with it. */
  edit(taskId: string, fields: TaskEdit): Promise<ListedTask>;
  resolve(taskId: string, choose: 'mine' | 'theirs'): Promise<null>;
  /** Gone already is what is asked for. */
  remove(taskId: string): Promise<void>;
}

export function taskChanges(tasks: Tasks): TaskChanges {
  const today = () => localDay(Date.now());
  const newId = () => crypto.randomUUID();
  const ids = (taskId: string) => ({ taskId, changeId: newId() });
  return {
    create: async (task, requestId) =>
      (await tasks.find(requestId)) ?? left(await tasks.change(creation(task, today(), requestId))),
    async complete(taskId) {
      await tasks.get(taskId);
      return left(await tasks.change({ kind: 'complete', ...ids(taskId), completedOn: today() }));
    },
    async reopen(taskId) {
      await tasks.get(taskId);
      return left(await tasks.change({ kind: 'reopen', ...ids(taskId) }));
    },
    async edit(taskId, fields) {
      const { sync: _, ...seen } = await tasks.get(taskId);
      const decided = await tasks.decide(taskId, (changes) =>
        editAgain(changes, fields, seen, today(), newId),
      );
      if (!decided && changedFields(fields, seen).length > 0)
        await tasks.change({ kind: 'edit', ...ids(taskId), fields, seen });
      return tasks.get(taskId);
    },
    async resolve(taskId, choose) {
      await tasks.decide(taskId, (changes, mine, theirs) =>
        choose === 'mine' ? keepMine(changes, mine, theirs, newId) : [],
      );
      return null;
    },
    async remove(taskId) {
      if (await tasks.find(taskId)) await tasks.change({ kind: 'delete', ...ids(taskId) });
    },
  };
}

/** What the person has before their eyes: of a conflict, the other's version as well. */
export function seenOf({ sync, ...task }: ListedTask): Task {
  return (typeof sync === 'object' && 'conflict' in sync && sync.conflict.theirs) || task;
}

/** A change that leaves no task behind is a deletion: after any other there is one. */
function left(task: ListedTask | null): ListedTask {
  if (!task) throw new CodedError('taskNotFound');
  return task;
}
