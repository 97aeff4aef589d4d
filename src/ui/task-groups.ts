/** Which tasks are shown, and under which headings. */

import type { ListedTask } from '../contract/operations.ts';
import { noProject, type Task } from '../contract/task.ts';
import { daysBetween } from './calendar.ts';
import { matches } from './task-order.ts';

export const dueFilters = ['any', 'overdue', 'today', 'week', 'none'] as const;
export type DueFilter = (typeof dueFilters)[number];
export const groupings = ['nothing', 'project', 'due'] as const;
export type Grouping = (typeof groupings)[number];

export interface Arrangement {
  words: string;
  /** Null: every project. */
  project: string | null;
  due: DueFilter;
  grouping: Grouping;
}

/** When tasks are due, in the order of the headings. */
const dueGroups = ['overdue', 'today', 'tomorrow', 'week', 'later', 'none'] as const;
export type DueGroup = (typeof dueGroups)[number];

export type TaskGroup = { tasks: readonly ListedTask[] } & (
  | { by: 'toDo' | 'completed' }
  | { by: 'project'; project: string }
  | { by: 'due'; due: DueGroup }
);

/** @param due,today `YYYY-MM-DD`; `due` may be empty */
export function dueGroup(due: string, today: string): DueGroup {
  if (!due) return 'none';
  const ahead = daysBetween(today, due);
  if (ahead < 0) return 'overdue';
  if (ahead === 0) return 'today';
  if (ahead === 1) return 'tomorrow';
  return ahead <= 6 ? 'week' : 'later';
}

/** Whether anything but everything is shown. */
export const isFiltered = ({ words, project, due }: Arrangement): boolean =>
  words.trim() !== '' || project !== null || due !== 'any';

/** Whether the task is among those that are looked for. Completed tasks are due no more. */
export function isWanted(task: Task, { words, project, due }: Arrangement, today: string): boolean {
  if (project !== null && task.project !== project) return false;
  if (due !== 'any' && (task.completed || !isDue(task.due, due, today))) return false;
  return matches(task, words);
}

function isDue(day: string, wanted: Exclude<DueFilter, 'any'>, today: string): boolean {
  const group = dueGroup(day, today);
  return group === wanted || (wanted === 'week' && (group === 'today' || group === 'tomorrow'));
}

/** Open tasks by their groups, each in the order it came in: projects by name, days from the earliest on. */
export function groupTasks(toDo: readonly ListedTask[], grouping: Grouping, today: string): TaskGroup[] {
  if (grouping === 'nothing') return [{ by: 'toDo', tasks: toDo }];
  if (grouping === 'due') {
    const byDue = gathered(toDo, (task) => dueGroup(task.due, today));
    return dueGroups.flatMap((due) => {
      const tasks = byDue.get(due);
      return tasks ? { by: 'due' as const, due, tasks } : [];
    });
  }
  return [...gathered(toDo, (task) => task.project)]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([project, tasks]) => ({ by: 'project', project, tasks }));
}

/** What belongs to no project comes last. */
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
