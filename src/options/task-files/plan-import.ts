/** Plans an import line by line. Nothing is imported here. */
import type { FileTask } from '../../domain/task.ts';
import type { FileLine, Problem, Remark } from './file-task.ts';

/** `known`: the person already has this task. `noRoom`: it would exceed the limit of tasks. */
export type PlannedLine = { line: number; shown: string } & (
  | { what: 'add'; task: FileTask; remarks: readonly Remark[] }
  | { what: 'known' | 'noRoom' }
  | { what: 'problem'; problem: Problem }
);

/**
 * @param known the person's tasks. Each one matches at most one line, so a file with a task twice adds it twice
 * @param most the limit of tasks
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
    return { line, shown: task.name, what: 'add', task, remarks: one.remarks };
  });
}

/** Creation and completion dates are not compared: a file may not have them. */
const sameness = ({ name, project, due, completedOn }: FileTask) =>
  JSON.stringify([name, project, due, completedOn !== '']);
