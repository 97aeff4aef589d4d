/** The figures of the dashboard, computed from the projects' monthly counters. */
import type { ProjectMonth } from '../../domain/project-counters.ts';

export interface RemainingProject {
  project: string;
  remaining: number;
}

/** The projects with open tasks. The project with the most comes first. */
export function remainingByProject(rows: readonly ProjectMonth[]): RemainingProject[] {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(row.project, (sums.get(row.project) ?? 0) + row.added - row.completed);
  return [...sums]
    .map(([project, remaining]) => ({ project, remaining }))
    .filter(({ remaining }) => remaining > 0)
    .sort((a, b) => b.remaining - a.remaining || (a.project < b.project ? -1 : 1));
}

export interface BurndownMonth {
  /** `YYYY-MM` */
  month: string;
  added: number;
  completed: number;
  /** Open tasks at the month's end. */
  remaining: number;
}

/**
 * The last months, oldest first, each with the open tasks at its end. Earlier months are included in the sum.
 *
 * @param thisMonth `YYYY-MM`. If a row is later (a clock further east), the row's month is the last one
 */
export function burndown(rows: readonly ProjectMonth[], thisMonth: string, count = 12): BurndownMonth[] {
  const last = rows.reduce((latest, row) => (row.month > latest ? row.month : latest), thisMonth);
  const months = Array.from({ length: count }, (_, index) => monthBefore(last, count - 1 - index));
  const first = months[0] ?? last;
  let remaining = rows
    .filter((row) => row.month < first)
    .reduce((sum, row) => sum + row.added - row.completed, 0);
  return months.map((month) => {
    const own = rows.filter((row) => row.month === month);
    const added = own.reduce((sum, row) => sum + row.added, 0);
    const completed = own.reduce((sum, row) => sum + row.completed, 0);
    remaining += added - completed;
    return { month, added, completed, remaining };
  });
}

/** The month `months` earlier, `YYYY-MM`. */
function monthBefore(month: string, months: number): string {
  const [year = 0, index = 1] = month.split('-').map(Number);
  const total = year * 12 + index - 1 - months;
  return `${String(Math.floor(total / 12)).padStart(4, '0')}-${String((total % 12) + 1).padStart(2, '0')}`;
}
