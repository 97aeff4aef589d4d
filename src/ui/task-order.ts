/** The order of the task list. */
import type { Task } from '../contract/task.ts';

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

/** Whether each word typed occurs in the task's name, project or description, in any case. */
export function matches(task: Task, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const searched = `${task.name}\n${task.project}\n${task.description}`.toLowerCase();
  return words.every((word) => searched.includes(word));
}
