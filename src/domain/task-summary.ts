/** The numbers of open and due tasks. */
import type { Task } from './task.ts';

export interface TaskSummary {
  open: number;
  dueToday: number;
  overdue: number;
}

/** @param today the person's own day, `YYYY-MM-DD` */
export function summarise(tasks: Iterable<Task>, today: string): TaskSummary {
  const summary: TaskSummary = { open: 0, dueToday: 0, overdue: 0 };
  for (const task of tasks) {
    if (task.completed) continue;
    summary.open += 1;
    if (task.due === today) summary.dueToday += 1;
    else if (task.due !== '' && task.due < today) summary.overdue += 1;
  }
  return summary;
}
