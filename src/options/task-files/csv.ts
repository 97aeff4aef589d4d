/**
 * Tasks as CSV, https://www.rfc-editor.org/rfc/rfc4180. The records are read here and not by a library: a library that
 * takes one kind of line end for the whole file (papaparse does) joins lines where a file has two, and few tell on which
 * line a record begins.
 */
import type { FileTask } from '../../domain/task.ts';
import { taskFields } from '../../domain/task-fields.ts';
import { textsOf } from '../../domain/task-texts.ts';

/** The columns of our own files. */
export const ownColumns = [...taskFields, 'created', 'completed', 'source title', 'source address'] as const;

/**
 * Cells that a spreadsheet would run as a formula. They get an apostrophe in front, and so do cells that start with
 * one.
 */
const formula = /^'*[=+\-@\t\r]/;
const marked = /^'+[=+\-@\t\r]/;

/** Begins with a byte order mark: without it, spreadsheets take the bytes for another encoding. */
export function writeCsv(tasks: readonly FileTask[]): string {
  const rows = tasks.map((task) => {
    const texts = textsOf(task);
    const { createdOn, completedOn, source } = task;
    const written = taskFields.map((field) => texts[field]);
    return [...written, createdOn, completedOn, source?.title ?? '', source?.url ?? ''];
  });
  return `\uFEFF${[ownColumns, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(value: string): string {
  const safe = formula.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell of our own file as it was before {@link writeCsv}. */
export const withoutApostrophe = (value: string): string => (marked.test(value) ? value.slice(1) : value);

export interface CsvRecord {
  /** Line of the file on which it begins, from 1. */
  line: number;
  cells: string[];
  /** Whether its last quote is never closed. */
  open: boolean;
}

/**
 * The records of a table, one at a time. Lines may end in CR, LF or both, also within one file.
 *
 * @param delimiter one character; empty if each line is one cell
 */
export function* recordsOf(content: string, delimiter: string): Generator<CsvRecord> {
  let record: CsvRecord = { line: 1, cells: [], open: false };
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
      yield record;
      record = { line, cells: [], open: false };
    }
  }
  if (value !== '' || from < content.length || record.cells.length > 0 || quoted) {
    endCell(content.length);
    yield { ...record, open: quoted };
  }
}
