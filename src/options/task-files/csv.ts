/** Tasks as CSV, https://www.rfc-editor.org/rfc/rfc4180. */
import type { FileTask } from '../../domain/task.ts';
import { taskFields } from '../../domain/task-fields.ts';
import { textsOf } from '../../domain/task-texts.ts';
import { cutText } from '../../domain/text-limits.ts';
import { checkTask, type FileLine, type RawTask, type ReadFile } from './file-task.ts';

const columns = [...taskFields, 'created', 'completed', 'source title', 'source address'] as const;
type Column = (typeof columns)[number];

/** Other programs' names for the columns. */
const alsoCalled: Record<string, Column> = {
  title: 'name',
  task: 'name',
  subject: 'name',
  content: 'name',
  list: 'project',
  'due date': 'due',
  notes: 'description',
  note: 'description',
  'created on': 'created',
  done: 'completed',
  'completed on': 'completed',
  url: 'source address',
};

/**
 * Cells that a spreadsheet would run as a formula. They get an apostrophe in front, and so do cells that start with
 * one.
 */
const formula = /^'*[=+\-@\t\r]/;
const marked = /^'+[=+\-@\t\r]/;

export function writeCsv(tasks: readonly FileTask[]): string {
  const rows = tasks.map((task) => {
    const texts = textsOf(task);
    const { createdOn, completedOn, source } = task;
    const written = taskFields.map((field) => texts[field]);
    return [...written, createdOn, completedOn, source?.title ?? '', source?.url ?? ''];
  });
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Reads cells that are separated by commas, semicolons or tabs. Columns are found by name, in any order. Returns null
 * without a header that has a column for the name.
 */
export function readCsv(text: string, today: string): ReadFile {
  const content = text.replace(/^\uFEFF/, '');
  const { records, open } = recordsOf(content, delimiterOf(content));
  const [header, ...rest] = records;
  const names = (header?.cells ?? []).map((name) => {
    const plain = name.trim().toLowerCase();
    return alsoCalled[plain] ?? columns.find((column) => column === plain) ?? null;
  });
  if (!names.includes('name')) return null;
  const places = new Map(columns.map((column) => [column, names.indexOf(column)]));
  const lines: FileLine[] = rest
    .filter(({ cells }) => cells.some((value) => value.trim() !== ''))
    .map(({ line, cells }) => {
      const value = (column: Column) => {
        const text = cells[places.get(column) ?? -1] ?? '';
        return marked.test(text) ? text.slice(1) : text;
      };
      return line === open
        ? { line, problem: 'openQuote', shown: cutText(cells[0] ?? '', 80) }
        : checkTask(rawTask(value), line, today);
    });
  return { lines, ignored: (header?.cells ?? []).filter((_, index) => names[index] === null) };
}

function rawTask(value: (column: Column) => string): RawTask {
  const url = value('source address').trim();
  return {
    ...Object.fromEntries(taskFields.map((field) => [field, value(field).trim()])),
    createdOn: value('created').trim(),
    completed: completion(value('completed').trim()),
    source: url && { title: value('source title') || url, url },
  };
}

/** A date, or a yes or no in the words of other programs. */
function completion(value: string): string | boolean {
  if (/^(true|yes|y|x|1|done|completed)$/i.test(value)) return true;
  return /^(false|no|n|0|open)?$/i.test(value) ? false : value;
}

/** The delimiter that comes first in the header. */
function delimiterOf(content: string): string {
  const [header = ''] = content.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  return /[,;\t]/.exec(header)?.[0] ?? ',';
}

interface CsvRecord {
  /** Line of the file on which it begins, from 1. */
  line: number;
  cells: string[];
}

/** @returns `open`: the line of the record whose quote is never closed, or null */
function recordsOf(content: string, delimiter: string): { records: CsvRecord[]; open: number | null } {
  const records: CsvRecord[] = [];
  let record: CsvRecord = { line: 1, cells: [] };
  /** What the cell has so far, before what begins at `from`. */
  let value = '';
  let from = 0;
  let quoted = false;
  let line = 1;
  const take = (to: number) => {
    value += content.slice(from, to);
    from = to + 1;
  };
  const endCell = (to: number) => {
    take(to);
    record.cells.push(value);
    value = '';
  };
  for (let at = 0; at < content.length; at += 1) {
    const char = content[at];
    if (char === '\n' || (char === '\r' && content[at + 1] !== '\n')) line += 1;
    if (quoted) {
      if (char !== '"') continue;
      take(at);
      if (content[at + 1] !== '"') quoted = false;
      else {
        from = at + 1; // the second of two stands for one
        at += 1;
      }
    } else if (char === '"' && value === '' && from === at) {
      quoted = true;
      from = at + 1;
    } else if (char === delimiter) endCell(at);
    else if (char === '\n' || char === '\r') {
      endCell(at);
      if (char === '\r' && content[at + 1] === '\n') {
        at += 1;
        from = at + 1;
        line += 1;
      }
      records.push(record);
      record = { line, cells: [] };
    }
  }
  if (value !== '' || from < content.length || record.cells.length > 0 || quoted) {
    endCell(content.length);
    records.push(record);
  }
  return { records, open: quoted ? record.line : null };
}
