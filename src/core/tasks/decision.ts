/**
 * What becomes of a task's changes when its author decides about the first of them, which the server has refused or
 * which conflicts with somebody else's. Each function gives the changes to keep in the place of `changes`.
 */
import type { Task, TaskEdit } from '../../domain/task.ts';
import type { Change } from './change.ts';

/** The latest word on each field: an edit that waited must not come after it. */
const edited = (changes: readonly Change[]): TaskEdit =>
  Object.assign({}, ...changes.map((change) => (change.kind === 'edit' ? change.fields : {})));

const withoutEdits = (changes: readonly Change[]) => changes.filter(({ kind }) => kind !== 'edit');

/**
 * The person has looked at the task again, and may have written something else: what was refused goes out afresh.
 * @param shown the task as they have it
 * @param today the person's own day
 */
export function editAgain(
  changes: readonly Change[],
  fields: TaskEdit,
  shown: Task,
  today: string,
  newId: () => string,
): Change[] {
  const changeId = newId();
  const edit = (seen: Task | undefined, all = { ...edited(changes), ...fields }): Change => ({
    kind: 'edit',
    changeId,
    taskId: shown.taskId,
    fields: all,
    seen,
  });
  // Whoever edits it does not want it deleted any more.
  if (changes.some(({ kind }) => kind === 'delete')) return [edit(shown, fields)];
  const [head, ...rest] = changes;
  const others = withoutEdits(rest);
  switch (head?.kind) {
    case 'create': {
      const body = { ...head.body, ...edited(changes), ...fields, changeId };
      // A clock that was ahead may have been put right.
      if (body.createdOn > today) body.createdOn = today;
      return [{ ...head, changeId, body }, ...others];
    }
    case 'edit':
      return [edit(head.seen), ...others];
    case 'complete':
      return [{ ...head, changeId: newId(), completedOn: today }, ...others, edit(shown)];
    case 'reopen':
      return [{ ...head, changeId: newId() }, ...others, edit(shown)];
    default:
      return [];
  }
}

/**
 * The person's own version is to stand.
 * @param mine the task as they have it, null where they deleted it
 * @param theirs as the server has it, null where it was deleted: then mine is made anew
 */
export function keepMine(
  changes: readonly Change[],
  mine: Task | null,
  theirs: Task | null,
  newId: () => string,
): Change[] {
  const changeId = newId();
  if (theirs) {
    const { taskId } = theirs;
    if (!mine) return [{ kind: 'delete', changeId, taskId, seen: theirs }];
    return [
      { kind: 'edit', changeId, taskId, fields: edited(changes), seen: theirs },
      ...withoutEdits(changes),
    ];
  }
  if (!mine) return [];
  const { completed, completedOn, version: _, ...kept } = mine;
  const taskId = newId();
  const again: Change = { kind: 'create', changeId, taskId, body: { ...kept, changeId, taskId } };
  return completed ? [again, { kind: 'complete', taskId, changeId: newId(), completedOn }] : [again];
}
