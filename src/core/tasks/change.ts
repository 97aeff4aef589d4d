/** A change of one task, as a person made it: stored before it is sent, applied at once to what is shown. */
import * as v from 'valibot';
import { undoTime } from '../../contract/operations.ts';
import { createTaskBody } from '../../contract/tasks-api.ts';
import { isoDate } from '../../domain/day.ts';
import { type Task, task, taskEdit, uuid } from '../../domain/task.ts';
import { changedFields } from '../../domain/task-fields.ts';

export const change = v.union([
  v.object({ kind: v.literal('create'), changeId: uuid, taskId: uuid, body: createTaskBody }),
  /** `seen`: the task that the person had before their eyes, by which somebody else's edit is told. */
  v.object({
    kind: v.literal('edit'),
    changeId: uuid,
    taskId: uuid,
    fields: taskEdit,
    seen: v.optional(task),
  }),
  v.object({ kind: v.literal('complete'), changeId: uuid, taskId: uuid, completedOn: isoDate }),
  v.object({ kind: v.literal('reopen'), changeId: uuid, taskId: uuid }),
  v.object({
    kind: v.literal('delete'),
    changeId: uuid,
    taskId: uuid,
    seen: v.optional(task),
    /** Epoch ms: held back until then, so that it can be taken back. */
    until: v.optional(v.number()),
  }),
]);
export type Change = v.InferOutput<typeof change>;

/** When a change that is held back at `now` (epoch ms) may be sent; null where it may be now. A clock that was moved holds nothing back for ever. */
export function heldUntil(change: Change, now: number): number | null {
  const until = change.kind === 'delete' ? (change.until ?? 0) : 0;
  return until > now && until <= now + undoTime ? until : null;
}

/**
 * The task after the change: what the server will make of it.
 * @param before null when there is no such task (any more)
 * @returns null when the task is gone; a change of a task that is not there changes nothing
 */
export function applyChange(before: Task | null, change: Change): Task | null {
  switch (change.kind) {
    case 'create': {
      if (before) return before;
      const { changeId: _, ...fields } = change.body;
      return { ...fields, completed: false, completedOn: '', version: 1 };
    }
    case 'edit':
      if (!before || changedFields(change.fields, before).length === 0) return before;
      return { ...before, ...change.fields, version: before.version + 1 };
    case 'complete':
      if (!before || before.completed) return before;
      return { ...before, completed: true, completedOn: change.completedOn, version: before.version + 1 };
    case 'reopen':
      if (!before?.completed) return before;
      return { ...before, completed: false, completedOn: '', version: before.version + 1 };
    case 'delete':
      return null;
  }
}

/**
 * Whether the change would undo what somebody else wrote meanwhile: then its author has to choose. Edits of different
 * fields get along, and so does ticking off with anything.
 * @param theirs the task as the server has it, null where it was deleted
 */
export function conflicts(change: Change, theirs: Task | null): boolean {
  if (change.kind === 'edit') {
    const { fields, seen } = change;
    return (
      !theirs || (!!seen && changedFields(fields, theirs).some((field) => theirs[field] !== seen[field]))
    );
  }
  return (
    change.kind === 'delete' && !!theirs && !!change.seen && changedFields(change.seen, theirs).length > 0
  );
}
