/** Tasks as JSON with all fields, in an object that names its format. */
import { type FileTask, noProject } from '../../domain/task.ts';
import { checkTask, type ReadFile } from './file-task.ts';

export function writeJson(tasks: readonly FileTask[]): string {
  const rows = tasks.map(({ project, completedOn, ...task }) => ({
    ...task,
    project: project === noProject ? '' : project,
    completed: completedOn !== '',
    completedOn,
  }));
  return `${JSON.stringify({ format: 'countersign-tasks', version: 1, tasks: rows }, null, 2)}\n`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads that format, a bare list of tasks, and any object with a list named `tasks`. A "line" is a place in the list.
 */
export function readJson(text: string, today: string): ReadFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null; // not JSON; the caller tries other formats
  }
  const list = isObject(parsed) && Object.hasOwn(parsed, 'tasks') ? parsed.tasks : parsed;
  if (!Array.isArray(list)) return null;
  const lines = list.map((entry: unknown, index) => {
    const line = index + 1;
    if (!isObject(entry)) return { line, problem: 'notATask' as const, shown: '' };
    return checkTask({ ...entry, completed: entry.completedOn || entry.completed }, line, today);
  });
  return { lines, ignored: [] };
}
