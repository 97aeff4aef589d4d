/** Changes of tasks, for the screens and the pages. */

import { CodedError } from '../../contract/errors.ts';
import { undoTime } from '../../contract/limits.ts';
import type { ListedTask } from '../../contract/operations.ts';
import type { Change } from '../../core/tasks/change.ts';
import { editAgain, keepMine } from '../../core/tasks/decision.ts';
import { localDay } from '../../domain/day.ts';
import type { ImportedTask, NewTask, Task, TaskEdit } from '../../domain/task.ts';
import { changedFields } from '../../domain/task-fields.ts';
import type { Tasks } from './tasks.ts';

export interface TaskChanges {
  /** Makes a task. A repeated call finds the first one by the request's id. */
  create(task: NewTask, requestId: string): Promise<ListedTask>;
  /** Makes each task once, even if the call is repeated. */
  importAll(tasks: readonly ImportedTask[]): Promise<void>;
  complete(taskId: string): Promise<ListedTask>;
  reopen(taskId: string): Promise<ListedTask>;
  /** Completes those of the tasks that exist and are open. */
  completeAll(taskIds: readonly string[]): Promise<void>;
  reopenAll(taskIds: readonly string[]): Promise<void>;
  /** The deletions can be undone for a while. */
  removeAll(taskIds: readonly string[]): Promise<void>;
  /** A refused change is sent again with the edit. */
  edit(taskId: string, fields: TaskEdit): Promise<ListedTask>;
  resolve(taskId: string, choose: 'mine' | 'theirs'): Promise<void>;
  /** Deletes the task, if it exists. */
  remove(taskId: string): Promise<void>;
}

export function taskChanges(tasks: Tasks): TaskChanges {
  const today = () => localDay(Date.now());
  const newId = () => crypto.randomUUID();
  const ids = (taskId: string) => ({ taskId, changeId: newId() });
  async function changeEach(
    taskIds: readonly string[],
    changeOf: (task: ListedTask) => Change | null,
  ): Promise<void> {
    const found = await Promise.all(taskIds.map((taskId) => tasks.find(taskId)));
    const changes = found.flatMap((task) => (task && changeOf(task)) || []);
    if (changes.length > 0) await tasks.change(...changes);
  }
  const completion = ({ taskId, completed }: ListedTask): Change | null =>
    completed ? null : { kind: 'complete', ...ids(taskId), completedOn: today() };
  const reopening = ({ taskId, completed }: ListedTask): Change | null =>
    completed ? { kind: 'reopen', ...ids(taskId) } : null;
  /** Does nothing if the change was made already: a caller that lost the answer calls again. */
  async function changeOne(taskId: string, changeOf: typeof completion): Promise<ListedTask> {
    const task = await tasks.get(taskId);
    const change = changeOf(task);
    return change ? left(await tasks.change(change)) : task;
  }

  return {
    create: async (task, requestId) =>
      (await tasks.find(requestId)) ?? left(await tasks.change(creation(task, today(), requestId))),
    async importAll(imported) {
      // An existing task stays as it is, here and on the server, so that a repetition does no harm.
      const changes = imported.flatMap(({ taskId, createdOn, completedOn, ...task }): Change[] => {
        const made = creation(task, createdOn, taskId);
        return completedOn ? [made, { kind: 'complete', ...ids(taskId), completedOn }] : [made];
      });
      await tasks.change(...changes);
    },
    complete: (taskId) => changeOne(taskId, completion),
    reopen: (taskId) => changeOne(taskId, reopening),
    completeAll: (taskIds) => changeEach(taskIds, completion),
    reopenAll: (taskIds) => changeEach(taskIds, reopening),
    removeAll(taskIds) {
      const until = Date.now() + undoTime;
      return changeEach(taskIds, (task) => ({
        kind: 'delete',
        ...ids(task.taskId),
        seen: seenOf(task),
        until,
      }));
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
    },
    async remove(taskId) {
      if (await tasks.find(taskId)) await tasks.change({ kind: 'delete', ...ids(taskId) });
    },
  };
}

/** The version that the person sees; in a conflict, the other version as well. */
function seenOf({ sync, ...task }: ListedTask): Task {
  return (typeof sync === 'object' && 'conflict' in sync && sync.conflict.theirs) || task;
}

/** Returns the task after a change that is not a deletion. @throws CodedError `taskNotFound` if there is none */
function left(task: ListedTask | null): ListedTask {
  if (!task) throw new CodedError('taskNotFound');
  return task;
}

/**
 * @param today the author's own day: the month that the task counts in
 * @param taskId the request's own id, by which a repeat of it is known
 */
function creation(task: NewTask, today: string, taskId: string): Change {
  const changeId = crypto.randomUUID();
  return { kind: 'create', changeId, taskId, body: { ...task, changeId, taskId, createdOn: today } };
}
