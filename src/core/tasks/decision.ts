/**
 * Decisions about the first of a task's changes, after the server refused it or it conflicts with another edit. Each
 * function returns the changes that replace `changes`.
 */
import type { Task, TaskEdit } from '../../domain/task.ts';
import type { Change } from './change.ts';

/** The last value of each edited field, in one edit: no older edit may be applied after it. */
const edited = (changes: readonly Change[]): TaskEdit =>
  Object.assign({}, ...changes.map((change) => (change.kind === 'edit' ? change.fields : {})));

const withoutEdits = (changes: readonly Change[]) => changes.filter(({ kind }) => kind !== 'edit');

/**
 * The person edited the task again after a refusal. The refused change is sent again with the new fields.
 * @param shown the task as the person sees it
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
  // A person who edits a task no longer wants to delete it.
  if (changes.some(({ kind }) => kind === 'delete')) return [edit(shown, fields)];
  const [head, ...rest] = changes;
  const others = withoutEdits(rest);
  switch (head?.kind) {
    case 'create': {
      const body = { ...head.body, ...edited(changes), ...fields, changeId };
      // The clock may have been ahead, and corrected since.
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
 * The person's own version wins.
 * @param mine the person's task, null if they deleted it
 * @param theirs the server's task, null if it was deleted: then mine is created again
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
