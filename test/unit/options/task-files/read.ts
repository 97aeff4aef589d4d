import type { FileTask } from '../../../../src/domain/task.ts';
import { type DayOrder, monthNames, orderOf } from '../../../../src/options/task-files/days.ts';
import { decode } from '../../../../src/options/task-files/decode.ts';
import { type FileLine, type ReadContext, toTasks } from '../../../../src/options/task-files/file-task.ts';
import { readTaskFile } from '../../../../src/options/task-files/read-file.ts';
import type { Table } from '../../../../src/options/task-files/table.ts';

export const today = '2026-11-20';

export const context: ReadContext = {
  today,
  zone: 'Europe/Berlin',
  order: null,
  months: monthNames(['en', 'de']),
  words: {
    priority: 'Priority',
    time: 'Time',
    repeat: 'Repeats',
    urgent: 'urgent',
    high: 'high',
    medium: 'medium',
    low: 'low',
  },
};

/** A file read as the options page reads it. @param content text, or the bytes of the file */
export function open(name: string, content: string | Uint8Array<ArrayBuffer>): Table {
  const text = typeof content === 'string' ? content : decode(content).text;
  const table = readTaskFile(name, text);
  if (!table) throw new Error(`${name} was not read`);
  return table;
}

export function linesOf(table: Table | null, answer: DayOrder | null = null): FileLine[] {
  if (!table) return [];
  const days = table.rows.flatMap(({ cells }) =>
    cells.filter((_, index) => ['due', 'created', 'completed'].includes(table.columns[index]?.use ?? '')),
  );
  const { order } = orderOf(days);
  return [...toTasks(table.rows, table.columns, { ...context, order: order ?? answer })];
}

/** The tasks of a file; a line that is none is its problem. */
export const tasksOf = (table: Table | null, answer?: DayOrder): (FileTask | string)[] =>
  linesOf(table, answer).map((one) => ('task' in one ? one.task : one.problem));

export const read = (name: string, content: string | Uint8Array<ArrayBuffer>, answer?: DayOrder) =>
  tasksOf(open(name, content), answer);
