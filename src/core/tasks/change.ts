/** A change of one task. It is stored before it is sent, and applied at once to the tasks on screen. */
import * as v from 'valibot';
import { undoTime } from '../../contract/limits.ts';
import { createTaskBody } from '../../contract/tasks-api.ts';
import { isoDate } from '../../domain/day.ts';
import { type Task, task, taskEdit, uuid } from '../../domain/task.ts';
import { changedFields } from '../../domain/task-fields.ts';

export const change = v.union([
  v.object({ kind: v.literal('create'), changeId: uuid, taskId: uuid, body: createTaskBody }),
  /** `seen`: the task that the person saw while editing. It shows whether somebody else edited it meanwhile. */
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
    /** Epoch ms. The change is held back until then, so that it can be undone. */
    until: v.optional(v.number()),
  }),
]);
export type Change = v.InferOutput<typeof change>;

/**
 * The time until which a change is held back, epoch ms; null if it may be sent at `now`. A change of the clock holds
 * nothing back for ever.
 */
export function heldUntil(change: Change, now: number): number | null {
  const until = change.kind === 'delete' ? (change.until ?? 0) : 0;
  return until > now && until <= now + undoTime ? until : null;
}

/**
 * Applies a change: returns the task as the server will make it.
 * @param before null if there is no such task (any more)
 * @returns null if the task is gone. A change of a missing task changes nothing
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
 * Whether the change would overwrite somebody else's edit, so that its author has to choose. Edits of different fields
 * do not conflict, and completing a task conflicts with nothing.
 * @param theirs the task as the server has it, null if it was deleted
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
