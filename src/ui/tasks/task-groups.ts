/** Groups tasks under headings. */

import type { ListedTask } from '../../contract/operations.ts';
import { noProject, type Task } from '../../domain/task.ts';
import { dayAfter } from '../time/calendar.ts';

export const groupings = ['nothing', 'project', 'due'] as const;
export type Grouping = (typeof groupings)[number];

/** The due groups, in the order of the headings. */
const dueGroups = ['overdue', 'today', 'tomorrow', 'week', 'later', 'none'] as const;
export type DueGroup = (typeof dueGroups)[number];

export type TaskGroup = { tasks: readonly ListedTask[] } & (
  | { by: 'toDo' | 'completed' }
  | { by: 'project'; project: string }
  | { by: 'due'; due: DueGroup }
);

/**
 * @param today `YYYY-MM-DD`
 * @returns the group of a due day, which may be empty
 */
export function dueGroupOn(today: string): (due: string) => DueGroup {
  const tomorrow = dayAfter(today, 1);
  const lastOfWeek = dayAfter(today, 6);
  return (due) => {
    if (!due) return 'none';
    if (due < today) return 'overdue';
    if (due === today) return 'today';
    if (due === tomorrow) return 'tomorrow';
    return due <= lastOfWeek ? 'week' : 'later';
  };
}

/** Groups the open tasks, and keeps their order inside a group. Projects are sorted by name, days from the earliest. */
export function groupTasks(toDo: readonly ListedTask[], grouping: Grouping, today: string): TaskGroup[] {
  if (grouping === 'nothing') return [{ by: 'toDo', tasks: toDo }];
  if (grouping === 'due') {
    const groupOf = dueGroupOn(today);
    const byDue = gathered(toDo, (task) => groupOf(task.due));
    return dueGroups.flatMap((due) => {
      const tasks = byDue.get(due);
      return tasks ? { by: 'due' as const, due, tasks } : [];
    });
  }
  return [...gathered(toDo, (task) => task.project)]
    .sort(([a], [b]) => rank(a) - rank(b) || names.compare(a, b))
    .map(([project, tasks]) => ({ by: 'project', project, tasks }));
}

/** The order of the browser's language. */
const names = new Intl.Collator(undefined, { numeric: true });

/** Tasks without a project come last. */
const rank = (project: string): number => (project === noProject ? 1 : 0);

function gathered<K>(tasks: readonly ListedTask[], keyOf: (task: Task) => K): Map<K, ListedTask[]> {
  const groups = new Map<K, ListedTask[]>();
  for (const task of tasks) {
    const key = keyOf(task);
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  return groups;
}
