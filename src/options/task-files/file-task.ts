/** Reads a line of a file as a task, and writes a task for a file. */
import * as v from 'valibot';
import { isoDate } from '../../domain/day.ts';
import { pick } from '../../domain/pick.ts';
import { type FileTask, type Task, taskDraft, taskSource } from '../../domain/task.ts';
import { type TaskField, taskFields } from '../../domain/task-fields.ts';
import { cutText } from '../../domain/text-limits.ts';

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
export interface RawTask extends Partial<Record<TaskField, unknown>> {
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
  const name = given(raw.name) ? raw.name : '';
  const shown = typeof name === 'string' ? cutText(name.trim(), 80) : '';
  const problem = (what: Problem): FileLine => ({ line, problem: what, shown });
  if (shown === '' && typeof name === 'string') return problem('noName');
  const texts = taskFields.map((field) => [field, given(raw[field]) ? raw[field] : '']);
  const draft = v.safeParse(taskDraft, Object.fromEntries(texts));
  if (!draft.success) {
    const [issue] = draft.issues;
    const field = v.getDotPath(issue) ?? '';
    return problem(
      field === 'due' ? 'badDue' : (issue.type === 'max_length' && tooLong[field]) || 'notATask',
    );
  }
  const createdOn = knownDay(raw.createdOn, today);
  const completedOn =
    raw.completed === true ? today : raw.completed === false ? '' : knownDay(raw.completed, today);
  if (createdOn === null || completedOn === null) return problem('badDay');
  const source = given(raw.source) && raw.source !== '' ? v.safeParse(taskSource, raw.source) : null;
  if (source && !source.success) return problem('badSource');
  const task = { ...draft.output, createdOn: createdOn || today, completedOn };
  return { line, task: source ? { ...task, source: source.output } : task };
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
export const toFileTask = (task: Task): FileTask =>
  pick(task, [...taskFields, 'createdOn', 'completedOn', 'source']);
