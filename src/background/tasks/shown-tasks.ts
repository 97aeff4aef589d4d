/** The list as it is shown, kept in order: one change of ten thousand tasks moves one row. */
import type { ListedTask } from '../../contract/operations.ts';
import { compareTasks } from '../../domain/task-order.ts';

export interface ShownTasks {
  list(): readonly ListedTask[];
  get(taskId: string): ListedTask | null;
  /** Has these tasks shown as they are now. */
  update(taskIds: Iterable<string>): void;
}

/** @param show the task as it is now, null when it is gone */
export function createShownTasks(
  taskIds: Iterable<string>,
  show: (taskId: string) => ListedTask | null,
): ShownTasks {
  const shown = new Map<string, ListedTask>();
  let sorted: ListedTask[] | null = null;

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
    // Many at once are sorted anew.
    if (all.length > 20) sorted = null;
    for (const id of all) {
      const before = shown.get(id);
      const after = show(id);
      if (before) sorted?.splice(place(sorted, before), 1);
      if (after) sorted?.splice(place(sorted, after), 0, after);
      if (after) shown.set(id, after);
      else shown.delete(id);
    }
  }
  update(taskIds);

  return {
    list() {
      sorted ??= [...shown.values()].sort(compareTasks);
      return sorted;
    },
    get: (taskId) => shown.get(taskId) ?? null,
    update,
  };
}
