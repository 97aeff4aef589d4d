/** What importing a file would do, line by line, before anything is done. */
import type { FileTask } from '../../domain/task.ts';
import type { FileLine, Problem } from './file-task.ts';

/** `known`: the same task is there already; `noRoom`: there would be more tasks than one person may have. */
export type PlannedLine = { line: number; shown: string } & (
  | { what: 'add'; task: FileTask }
  | { what: 'known' | 'noRoom' }
  | { what: 'problem'; problem: Problem }
);

/**
 * @param known the person's tasks: each is the same as one line at most, so that a file with a task twice gives it twice
 * @param most how many tasks they may have
 */
export function planImport(
  lines: readonly FileLine[],
  known: readonly FileTask[],
  most: number,
): PlannedLine[] {
  const there = new Map<string, number>();
  for (const task of known) there.set(sameness(task), (there.get(sameness(task)) ?? 0) + 1);
  let count = known.length;
  return lines.map((one): PlannedLine => {
    const { line } = one;
    if ('problem' in one) return { line, shown: one.shown, what: 'problem', problem: one.problem };
    const { task } = one;
    const same = there.get(sameness(task)) ?? 0;
    if (same > 0) {
      there.set(sameness(task), same - 1);
      return { line, shown: task.name, what: 'known' };
    }
    if (count >= most) return { line, shown: task.name, what: 'noRoom' };
    count += 1;
    return { line, shown: task.name, what: 'add', task };
  });
}

/** The days that it was made and completed on do not make it another: files may not know them. */
const sameness = ({ name, project, due, completedOn }: FileTask) =>
  JSON.stringify([name, project, due, completedOn !== '']);
