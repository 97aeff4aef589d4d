/** The order of the task list. */
import type { Task } from './task.ts';

/**
 * Compares two tasks for a list. Open tasks come before completed ones. Open tasks are sorted by due day (without one
 * last), then by creation; completed tasks by their completion, the last one first. The id decides between equal tasks,
 * so that the order is stable.
 */
export function compareTasks(a: Task, b: Task): number {
  if (a.completed !== b.completed) return a.completed ? 1 : -1;
  if (a.completed) return compare(b.completedOn, a.completedOn) || compare(a.taskId, b.taskId);
  return (
    compare(a.due || '9', b.due || '9') || compare(a.createdOn, b.createdOn) || compare(a.taskId, b.taskId)
  );
}

/** Sorts the tasks in that order: the open ones, and the completed ones. */
export function orderTasks<T extends Task>(tasks: Iterable<T>): { toDo: T[]; completed: T[] } {
  const toDo: T[] = [];
  const completed: T[] = [];
  for (const task of tasks) (task.completed ? completed : toDo).push(task);
  return { toDo: toDo.sort(compareTasks), completed: completed.sort(compareTasks) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
