/** The public data of projects: names and counts, nothing else. */
import * as v from 'valibot';
import type { Task } from './task.ts';
import { limits } from './text-limits.ts';

const count = v.pipe(v.number(), v.integer());

/** Number of tasks added to and completed in one project in one month (`YYYY-MM`). */
export const projectMonth = v.object({
  project: v.pipe(v.string(), v.maxLength(limits.project)),
  month: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}$/)),
  added: count,
  completed: count,
});
export type ProjectMonth = v.InferOutput<typeof projectMonth>;

type Counted = Pick<Task, 'project' | 'createdOn' | 'completed' | 'completedOn'>;

/**
 * The effect of a task's change on the counters: at most one delta for each (project, month), none with two zeros.
 * `added` counts in the month of `createdOn`, `completed` in the month of `completedOn`. Re-opening a task subtracts
 * its completion from that month, and a deletion subtracts both.
 *
 * @param before the task before the change, null for a creation
 * @param after the task after the change, null for a deletion
 */
export function counterDeltas(before: Counted | null, after: Counted | null): ProjectMonth[] {
  const deltas = new Map<string, ProjectMonth>();
  const delta = (project: string, day: string): ProjectMonth => {
    const month = day.slice(0, 7);
    const key = `${month}/${project}`;
    const known = deltas.get(key) ?? { project, month, added: 0, completed: 0 };
    deltas.set(key, known);
    return known;
  };
  const count = (task: Counted, by: 1 | -1): void => {
    delta(task.project, task.createdOn).added += by;
    if (task.completed) delta(task.project, task.completedOn).completed += by;
  };
  if (before) count(before, -1);
  if (after) count(after, 1);
  return [...deltas.values()].filter((one) => one.added !== 0 || one.completed !== 0);
}

/** Adds deltas to the rows, and sorts them as the server does. The dashboard shows this until the next fetch. */
export function applyDeltas(rows: readonly ProjectMonth[], deltas: readonly ProjectMonth[]): ProjectMonth[] {
  const sums = new Map<string, ProjectMonth>();
  for (const row of [...rows, ...deltas]) {
    const key = `${row.month}/${row.project}`;
    const sum = sums.get(key);
    if (sum) {
      sum.added += row.added;
      sum.completed += row.completed;
    } else sums.set(key, { ...row });
  }
  return [...sums.values()].filter((row) => row.added !== 0 || row.completed !== 0).sort(compareProjects);
}

type Place = Pick<ProjectMonth, 'project' | 'month'>;

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Compares by project, then month, in code-unit order: the same on every machine. */
export const compareProjects = (a: Place, b: Place): number =>
  order(a.project, b.project) || order(a.month, b.month);
