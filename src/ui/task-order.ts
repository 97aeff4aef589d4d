/** The order of the task list. */
import type { Task } from '../domain/task.ts';

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** A task without a due day comes after all that have one. */
const dueRank = (task: Task): string => task.due || '9999-99-99';

/** To do: what is due first, then what was made first. Completed: the last completed first. */
export function orderTasks<T extends Task>(tasks: Iterable<T>): { toDo: T[]; completed: T[] } {
  const toDo: T[] = [];
  const completed: T[] = [];
  for (const task of tasks) (task.completed ? completed : toDo).push(task);
  toDo.sort(
    (a, b) =>
      compare(dueRank(a), dueRank(b)) || compare(a.createdOn, b.createdOn) || compare(a.taskId, b.taskId),
  );
  completed.sort((a, b) => compare(b.completedOn, a.completedOn) || compare(a.taskId, b.taskId));
  return { toDo, completed };
}
