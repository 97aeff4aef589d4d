/** The order of the task list. */
import type { Task } from './task.ts';

/**
 * The order of lists: open before completed; open ones by due day (without one last), then by creation; completed ones
 * last completed first. Ties by id, so that the order never wavers.
 */
export function compareTasks(a: Task, b: Task): number {
  if (a.completed !== b.completed) return a.completed ? 1 : -1;
  if (a.completed) return compare(b.completedOn, a.completedOn) || compare(a.taskId, b.taskId);
  return (
    compare(a.due || '9', b.due || '9') || compare(a.createdOn, b.createdOn) || compare(a.taskId, b.taskId)
  );
}

/** The tasks in that order: the open ones, and the completed ones. */
export function orderTasks<T extends Task>(tasks: Iterable<T>): { toDo: T[]; completed: T[] } {
  const toDo: T[] = [];
  const completed: T[] = [];
  for (const task of tasks) (task.completed ? completed : toDo).push(task);
  return { toDo: toDo.sort(compareTasks), completed: completed.sort(compareTasks) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
