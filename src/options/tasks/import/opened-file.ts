/** A file that the person has chosen, with what they have chosen for it, and the plan that follows from both. */
import { mostTasks } from '../../../contract/limits.ts';
import type { FileTask, ImportedTask } from '../../../domain/task.ts';
import type { Column } from '../../task-files/columns.ts';
import { type DayOrder, orderOf } from '../../task-files/days.ts';
import { decode, type Encoding, type LegacyEncoding } from '../../task-files/decode.ts';
import { type ReadContext, toTasks } from '../../task-files/file-task.ts';
import { inSlices } from '../../task-files/in-slices.ts';
import { type PlannedLine, planImport } from '../../task-files/plan-import.ts';
import { isPacked, longestFile, readTaskFile } from '../../task-files/read-file.ts';
import type { FirstLine, Table } from '../../task-files/table.ts';

/** Why a file can't be opened; part of a text's key. */
export type Unreadable = 'packed' | 'tooLong' | 'noTasks';

export interface OpenedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  encoding: Encoding;
  /** Whether the encoding is a guess, or chosen. */
  guessed: boolean;
  table: Table;
  /** The table's columns, with the uses that the person chose. */
  columns: Column[];
  /** The person's answer about days that can be two. */
  order: DayOrder | null;
  choices: FileChoices;
  /** The tasks that are there already. */
  known: readonly FileTask[];
}

export interface Plan {
  lines: PlannedLine[];
  /** The tasks to add, with their ids. An interrupted import continues with the same ids. */
  tasks: ImportedTask[];
  /** A day of the file that can be two, if the person is to say which. */
  asked: string | null;
}

/** What the person has chosen about the whole file. */
export interface FileChoices {
  encoding?: LegacyEncoding;
  firstLine?: FirstLine;
}

export function openFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  known: readonly FileTask[],
  choices: FileChoices = {},
): OpenedFile | Unreadable {
  if (bytes.length > longestFile) return 'tooLong';
  if (isPacked(bytes)) return 'packed';
  const decoded = decode(bytes, choices.encoding);
  const table = readTaskFile(name, decoded.text, choices.firstLine);
  if (!table) return 'noTasks';
  const { guessed } = decoded;
  return {
    name,
    bytes,
    known,
    choices,
    table,
    columns: table.columns,
    order: null,
    guessed,
    encoding: decoded.encoding,
  };
}

/** @param pause resolves when the next rows may be read */
export async function planFor(
  file: OpenedFile,
  context: Omit<ReadContext, 'order'>,
  pause: () => Promise<void>,
): Promise<Plan> {
  const { order, asked } = orderOf(daysOf(file));
  const rows = toTasks(file.table.rows, file.columns, { ...context, order: order ?? file.order });
  const lines = planImport(await inSlices(rows, pause), file.known, mostTasks);
  const tasks = lines.flatMap((one) =>
    one.what === 'add' ? { ...one.task, taskId: crypto.randomUUID() } : [],
  );
  return { lines, tasks, asked };
}

function* daysOf({ table, columns }: OpenedFile): Generator<string> {
  const places = columns.flatMap(({ use }, index) =>
    use === 'due' || use === 'created' || use === 'completed' ? index : [],
  );
  for (const { cells } of table.rows) for (const place of places) yield cells[place] ?? '';
}
