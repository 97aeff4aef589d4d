/** A task in a file, and the checks of a line that should be one. */
import * as v from 'valibot';
import { isoDate } from '../../domain/day.ts';
import { dueDay, noProject, type Task, taskDraft, taskSource } from '../../domain/task.ts';

export type FileTask = Pick<
  Task,
  'name' | 'project' | 'due' | 'description' | 'createdOn' | 'completedOn' | 'source'
>;

/** The reason why a line is not a task; part of a text's key. */
export type Problem =
  | 'noName'
  | 'nameTooLong'
  | 'projectTooLong'
  | 'descriptionTooLong'
  | 'badDue'
  | 'badDay'
  | 'badSource'
  | 'notATask'
  | 'openQuote';

export type FileLine =
  | { line: number; task: FileTask }
  /** `shown`: the start of the line's name. */
  | { line: number; problem: Problem; shown: string };

/** The result of a reader; `null` if the file is not of its format. */
export type ReadFile = { lines: FileLine[]; ignored: string[] } | null;

/** The values that a reader found in a line. None of them is checked yet. */
export interface RawTask {
  name: unknown;
  project?: unknown;
  due?: unknown;
  description?: unknown;
  createdOn?: unknown;
  /** A date, or true if the date is unknown. */
  completed?: unknown;
  source?: unknown;
}

const given = (value: unknown): value is string | number | object => value !== undefined && value !== null;
const tooLong: Record<string, Problem> = {
  name: 'nameTooLong',
  project: 'projectTooLong',
  description: 'descriptionTooLong',
};

/** @param today the person's own day. It replaces dates that are unknown or in the future */
export function checkTask(raw: RawTask, line: number, today: string): FileLine {
  const shown = typeof raw.name === 'string' ? raw.name.trim().slice(0, 80) : '';
  const problem = (what: Problem): FileLine => ({ line, problem: what, shown });
  const text = (value: unknown) => (given(value) ? value : '');
  if (text(raw.name) === '' || (typeof raw.name === 'string' && raw.name.trim() === ''))
    return problem('noName');
  const draft = v.safeParse(taskDraft, {
    name: raw.name,
    project: text(raw.project),
    due: '',
    description: text(raw.description),
  });
  if (!draft.success) {
    const [issue] = draft.issues;
    const field = String(v.getDotPath(issue));
    return problem((issue.type === 'max_length' && tooLong[field]) || 'notATask');
  }
  const due = v.safeParse(dueDay, text(raw.due));
  if (!due.success) return problem('badDue');
  const createdOn = knownDay(raw.createdOn, today);
  const completedOn =
    raw.completed === true ? today : raw.completed === false ? '' : knownDay(raw.completed, today);
  if (createdOn === null || completedOn === null) return problem('badDay');
  const source = given(raw.source) && raw.source !== '' ? v.safeParse(taskSource, raw.source) : null;
  if (source && !source.success) return problem('badSource');
  const { name, project = noProject, description = '' } = draft.output;
  return {
    line,
    task: {
      name,
      project,
      due: due.output,
      description,
      createdOn: createdOn || today,
      completedOn,
      ...(source && { source: source.output }),
    },
  };
}

/** A past date, `YYYY-MM-DD`; empty if it is absent, null if it is not a date. */
function knownDay(value: unknown, today: string): string | null {
  if (!given(value) || value === '') return '';
  const parsed = v.safeParse(isoDate, value);
  if (!parsed.success) return null;
  // The cloud accepts dates from 2000 on only.
  return parsed.output < '2000-01-01' || parsed.output > today ? today : parsed.output;
}

/** The fields of a task that a file has. */
export function toFileTask(task: Task): FileTask {
  const { name, project, due, description, createdOn, completed, completedOn, source } = task;
  return {
    name,
    project,
    due,
    description,
    createdOn,
    completedOn: completed ? completedOn : '',
    ...(source && { source }),
  };
}
