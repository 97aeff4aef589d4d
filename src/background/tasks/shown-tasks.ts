/** Tasks as the screens show them: with the unconfirmed changes applied, in order. */
import type { ListedTask } from '../../contract/operations.ts';
import { applyChange } from '../../core/tasks/change.ts';
import type { Task } from '../../domain/task.ts';
import { compareTasks } from '../../domain/task-order.ts';
import { forCard } from '../pages/page-tasks.ts';
import type { OutboxEntry } from './stored-tasks.ts';

/**
 * The task with its unsent changes; null if they delete it.
 * @param waiting changes of the task, in order
 * @param theirs the server's task; null if it has none
 */
export function mineOf(waiting: readonly OutboxEntry[], theirs: Task | null): Task | null {
  const [head] = waiting;
  // A task that was deleted elsewhere stays as its author saw it, until they decide.
  const start = theirs ?? ((head?.stuck && head.change.kind === 'edit' && head.change.seen) || null);
  return waiting.reduce((task, { change }) => applyChange(task, change), start);
}

/** The task as it is shown; null if it is gone. The parameters are those of {@link mineOf}. */
export function showTask(waiting: readonly OutboxEntry[], theirs: Task | null): ListedTask | null {
  const mine = mineOf(waiting, theirs);
  const [head, ...rest] = waiting;
  if (!head?.stuck) return mine && { ...mine, sync: head ? 'waiting' : 'saved' };
  // A deletion after a stuck change settles it.
  const task = mine ?? (rest.some(({ change }) => change.kind === 'delete') ? null : theirs);
  const sync = head.stuck.code === 'taskConflict' ? { conflict: { mine, theirs } } : { rejected: head.stuck };
  return task && { ...task, sync };
}

/** The sorted list. One change of ten thousand tasks moves one row. */
export interface ShownTasks {
  list(): readonly ListedTask[];
  get(taskId: string): ListedTask | null;
  /** Updates these tasks in the list. */
  update(taskIds: Iterable<string>): void;
}

/**
 * @param show returns the present task, null if it is gone
 * @param differing gets each task that looks different on its page's card: as it was, and as it is
 */
export function createShownTasks(
  taskIds: Iterable<string>,
  show: (taskId: string) => ListedTask | null,
  differing: Task[],
): ShownTasks {
  const shown = new Map<string, ListedTask>();
  let sorted: ListedTask[] | null = null;
  for (const id of taskIds) {
    const task = show(id);
    if (task) shown.set(id, task);
  }

  function place(list: readonly ListedTask[], task: ListedTask): number {
    let from = 0;
    let to = list.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = list[middle];
      if (other && compareTasks(other, task) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  function update(ids: Iterable<string>): void {
    const all = [...ids];
    // After many changes the list is sorted again.
    if (all.length > 20) sorted = null;
    for (const id of all) {
      const before = shown.get(id);
      const after = show(id);
      if (onCard(before) !== onCard(after)) differing.push(...[before ?? [], after ?? []].flat());
      if (before) sorted?.splice(place(sorted, before), 1);
      if (after) sorted?.splice(place(sorted, after), 0, after);
      if (after) shown.set(id, after);
      else shown.delete(id);
    }
  }

  return {
    list() {
      sorted ??= [...shown.values()].sort(compareTasks);
      return sorted;
    },
    get: (taskId) => shown.get(taskId) ?? null,
    update,
  };
}

/** The part of a task that the card of its page shows; undefined for a task without a page. */
const onCard = (task: Task | null | undefined): string | undefined =>
  task?.source && JSON.stringify([task.source.url, forCard(task)]);
