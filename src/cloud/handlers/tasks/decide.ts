/** Decides the effect of a change on a task. It is a pure function, so that every case can be read and tested alone. */

import type { ChangeTaskBody, CreateTaskBody } from '../../../contract/tasks-api.ts';
import { pick } from '../../../domain/pick.ts';
import type { ProjectMonth } from '../../../domain/project-counters.ts';
import { counterDeltas } from '../../../domain/project-counters.ts';
import type { Task } from '../../../domain/task.ts';
import { taskFields } from '../../../domain/task-fields.ts';
import { Failure } from '../http/failure.ts';
import type { Command, Result } from './command.ts';
import { isTombstone, type TaskRow, taskOf } from './rows.ts';

/** The next state of the row, and the answer. `unchanged` keeps the row. */
export type Decision = { result: Result; deltas: ProjectMonth[] } & (
  | { write: 'task'; task: Task }
  | { write: 'tombstone'; version: number }
  | { write: 'unchanged'; version: number }
);

/**
 * @param row the task's present row, null if there is none
 * @throws Failure `notFound`, or `conflict` with the current task if the change saw another version
 */
export function decide(command: Command, row: TaskRow | null): Decision {
  if (command.kind === 'create') return decideCreate(command.body, row);
  if (!row || isTombstone(row)) throw new Failure('notFound', 'There is no such task.');
  const before = taskOf(row);
  if (before.version !== command.version) {
    throw new Failure('conflict', 'The task has changed since.', { task: before });
  }
  return command.kind === 'delete' ? decideDelete(before) : decideChange(before, command.body);
}

function decideCreate(body: CreateTaskBody, row: TaskRow | null): Decision {
  if (row) {
    const current = isTombstone(row) ? {} : { task: taskOf(row) };
    throw new Failure('conflict', 'The id is taken by another task.', current);
  }
  const { changeId: _, ...draft } = body;
  const task: Task = { ...draft, completed: false, completedOn: '', version: 1 };
  return { write: 'task', task, deltas: counterDeltas(null, task), result: { status: 201, body: { task } } };
}

function decideChange(before: Task, body: ChangeTaskBody): Decision {
  const edited = edit(before, body);
  if (sameContent(before, edited)) {
    return { write: 'unchanged', version: before.version, deltas: [], result: ok({ task: before }) };
  }
  const task = { ...edited, version: before.version + 1 };
  return { write: 'task', task, deltas: counterDeltas(before, task), result: ok({ task }) };
}

function decideDelete(before: Task): Decision {
  return {
    write: 'tombstone',
    version: before.version + 1,
    deltas: counterDeltas(before, null),
    result: ok({ deleted: before.taskId }),
  };
}

const ok = (body: Result['body']): Result => ({ status: 200, body });

function edit(before: Task, body: ChangeTaskBody): Task {
  const { completed = before.completed } = body;
  const completedOn = completed ? completionDay(before, body) : '';
  return { ...before, ...pick(body, taskFields), completed, completedOn };
}

/** A task that is already completed keeps its completion day. */
const completionDay = (before: Task, body: ChangeTaskBody): string =>
  before.completed ? before.completedOn : (body.completedOn ?? before.completedOn);

const changeable = [...taskFields, 'completed', 'completedOn'] as const;

const sameContent = (a: Task, b: Task): boolean => changeable.every((field) => a[field] === b[field]);
