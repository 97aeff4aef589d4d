/** Reads a row of a file as a task, and writes a task for a file. */
import * as v from 'valibot';
import { pick } from '../../domain/pick.ts';
import { type FileTask, type Task, taskDraft, taskSource } from '../../domain/task.ts';
import { taskFields } from '../../domain/task-fields.ts';
import { cutText } from '../../domain/text-limits.ts';
import type { Column } from './columns.ts';
import { type DayContext, readDay } from './days.ts';
import { isUnfit } from './decode.ts';
import { type KeptLine, type LaterWords, priorityLine, repeatLine, timeLine } from './later-fields.ts';
import type { Row } from './table.ts';

/** The reason why a row is not a task; part of a text's key. */
export type Problem =
  | 'noName'
  | 'nameTooLong'
  | 'projectTooLong'
  | 'descriptionTooLong'
  | 'whichDay'
  | 'badCharacters'
  | 'deleted'
  | 'notATask'
  | 'openQuote';

/** What did not become what its column says, and is in the description instead; part of a text's key. */
export type Remark = 'dueKept' | 'dayKept' | 'addressKept';

export type FileLine =
  | { line: number; task: FileTask; remarks: Remark[] }
  /** `shown`: the start of the row's name. */
  | { line: number; problem: Problem; shown: string };

export interface ReadContext extends DayContext {
  /** The person's own day. It replaces dates that are unknown or in the future. */
  today: string;
  words: LaterWords;
}

const tooLong: Record<string, Problem> = {
  name: 'nameTooLong',
  project: 'projectTooLong',
  description: 'descriptionTooLong',
};

/** The cloud accepts days of creation and completion from here on only. */
const firstDay = '2000-01-01';

/** What the columns of a row have said so far. */
class Collected {
  name = '';
  project = '';
  due = '';
  createdOn = '';
  done = false;
  completedOn = '';
  url = '';
  urlTitle = '';
  notes: string[] = [];
  kept: KeptLine[] = [];
  remarks = new Set<Remark>();
  unclear = false;

  keep(label: string, value: string, remark?: Remark): void {
    this.kept.push([label, value]);
    if (remark) this.remarks.add(remark);
  }
}

type Reader = (into: Collected, value: string, column: string, context: ReadContext) => void;

const first =
  (field: 'name' | 'project' | 'urlTitle'): Reader =>
  (into, value, column) => {
    if (into[field] === '') into[field] = value;
    else into.keep(column, value);
  };

/** A past day, for `createdOn` and `completedOn`. */
const past =
  (field: 'createdOn' | 'completedOn'): Reader =>
  (into, value, column, context) => {
    const read = readDay(value, context);
    if (read === 'unclear') into.unclear = true;
    else if (!read || read.day < firstDay) into.keep(column, value, 'dayKept');
    else {
      const { today } = context;
      if (into[field] !== '') into.keep(column, value);
      else into[field] = read.day > today ? today : read.day;
    }
  };

const done =
  /^(true|yes|y|x|1|100 ?%?|1[.,]0+|done|complete|completed|finished|closed|resolved|checked|archived|✓|✔|✅|☑|ja|oui|sí|si|wahr|vrai|verdadero|erledigt|abgeschlossen|terminé|completado)$/iu;
const open =
  /^(false|no|n|0|0 ?%|open|todo|to ?do|active|not ?started|needs ?action|incomplete|unchecked|new|nein|non|falsch|faux|falso|offen|☐)$/iu;

const readers: Record<Column['use'], Reader> = {
  name: first('name'),
  project: first('project'),
  addressTitle: first('urlTitle'),
  notes: (into, value) => into.notes.push(value),
  created: past('createdOn'),
  due(into, value, column, context) {
    const read = readDay(value, context);
    if (read === 'unclear') into.unclear = true;
    else if (!read) into.keep(column, value, 'dueKept');
    else if (into.due === '') {
      into.due = read.day;
      into.kept.push(...timeLine(read.time, context.words));
      if (!read.whole) into.keep(column, value);
    } else if (read.day !== into.due || read.time) into.keep(column, value);
  },
  completed(into, value, column, context) {
    if (done.test(value)) into.done = true;
    else if (!open.test(value)) {
      const read = readDay(value, context);
      // A state of its own, like "In progress", is no mistake; a number may be a day that was not understood.
      if (read === null) into.keep(column, value, /\d[/.-]\d/.test(value) ? 'dayKept' : undefined);
      else {
        into.done = true;
        past('completedOn')(into, value, column, context);
      }
    }
  },
  address(into, value, column) {
    const fits = v.is(taskSource.entries.url, value);
    if (fits && into.url === '') into.url = value;
    else into.keep(column, value, fits ? undefined : 'addressKept');
  },
  priority: (into, value, _column, { words }) => into.kept.push(...priorityLine(value, words)),
  repeat: (into, value, _column, { words }) => into.kept.push(...repeatLine(value, words)),
  words: (into, value, column) => into.keep(column, value),
  ignored: () => undefined,
};

/** Reads a row. A value that its column's field does not take goes into the description. */
export function toTask(row: Row, columns: readonly Column[], context: ReadContext): FileLine {
  const { line } = row;
  const into = new Collected();
  let isBad = false;
  for (const [index, { name, use }] of columns.entries()) {
    const value = row.cells[index]?.trim() ?? '';
    if (value === '' || use === 'ignored') continue;
    isBad ||= isUnfit(value) || isUnfit(name);
    readers[use](into, value, name, context);
  }
  const problem = (what: Problem): FileLine => ({
    line,
    problem: what,
    shown: cutText(into.name, 80),
  });
  if (row.problem) return problem(row.problem);
  if (isBad) return { line, problem: 'badCharacters', shown: '' };
  if (into.unclear) return problem('whichDay');
  if (into.name === '') return problem('noName');

  const source = into.url
    ? v.safeParse(taskSource, { title: into.urlTitle || into.url, url: into.url })
    : null;
  if (into.urlTitle && !source?.success) into.keep('source title', into.urlTitle, 'addressKept');
  if (source && !source.success) into.keep('source address', into.url, 'addressKept');
  const described = into.kept.map(([label, value]) => (label ? `${label}: ${value}` : value)).join('\n');
  const draft = v.safeParse(taskDraft, {
    name: into.name,
    project: into.project,
    due: into.due,
    description: [into.notes.join('\n\n'), described].filter(Boolean).join('\n\n'),
  });
  if (!draft.success) return problem(tooLong[v.getDotPath(draft.issues[0]) ?? ''] ?? 'notATask');
  const task: FileTask = {
    ...draft.output,
    createdOn: into.createdOn || context.today,
    completedOn: into.done ? into.completedOn || context.today : '',
    ...(source?.success && { source: source.output }),
  };
  return { line, task, remarks: [...into.remarks] };
}

/** Reads all rows, one at a time, so that the caller may stop between them. */
export function* toTasks(
  rows: readonly Row[],
  columns: readonly Column[],
  context: ReadContext,
): Generator<FileLine> {
  for (const row of rows) yield toTask(row, columns, context);
}

/** The fields of a task that a file has. */
export const toFileTask = (task: Task): FileTask =>
  pick(task, [...taskFields, 'createdOn', 'completedOn', 'source']);
