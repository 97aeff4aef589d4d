/** A file as a table: each reader makes one, so that all files are shown, changed and imported in the same way. */
import { type Column, guessUse, type Use } from './columns.ts';

/** The programs whose files are recognised. */
export type Program =
  | 'countersign'
  | 'todoist'
  | 'tickTick'
  | 'microsoftToDo'
  | 'googleTasks'
  | 'asana'
  | 'trello'
  | 'notion'
  | 'rememberTheMilk'
  | 'motion'
  | 'todoTxt';

export interface Row {
  /** Line of the file, or place in its list, from 1. */
  line: number;
  /** One for each column; a missing one is empty. */
  cells: readonly string[];
  /** Why this row can't be read. */
  problem?: 'openQuote' | 'notATask' | 'deleted';
}

/** Parts of a file that are not tasks; part of a text's key. */
export type Besides = 'sections' | 'notes' | 'settings';

/** What the first line of a table is. */
export type FirstLine = 'names' | 'task';

export interface Table {
  program: Program | null;
  columns: Column[];
  rows: Row[];
  /** How many of the file's parts are not tasks. Notes are in the description of their task. */
  besides: Partial<Record<Besides, number>>;
  /** How the first line was read, if it names no column that is known, so that the person is asked. */
  firstLine?: FirstLine;
}

/** Most columns of a file. A person could not look through more. */
export const mostColumns = 200;
/** Most rows of a file: ten times as many as there may be tasks. */
export const mostRows = 100_000;

/** A record of a program's own, by the names of its columns. */
export type FileRecord = Record<string, string>;

/**
 * A table from records. Columns are in the order in which they first appear.
 *
 * @param uses what becomes of a column, by its name; the others are guessed
 */
export function tableOf(
  program: Program | null,
  records: readonly { line: number; record: FileRecord | null; problem?: Row['problem'] }[],
  uses: Readonly<Record<string, Use>> = {},
  besides: Table['besides'] = {},
): Table {
  const places = new Map<string, number>();
  const rows = records.map(({ line, record, problem }): Row => {
    const cells: string[] = [];
    for (const [name, value] of Object.entries(record ?? {})) {
      let place = places.get(name);
      if (place === undefined) {
        if (value === '') continue;
        place = places.size;
        places.set(name, place);
      }
      cells[place] = value;
    }
    const reason = problem ?? (record ? undefined : 'notATask');
    return { line, cells: Array.from(cells, (cell) => cell ?? ''), ...(reason && { problem: reason }) };
  });
  const columns = [...places.keys()].map((name) => ({
    name,
    use: (Object.hasOwn(uses, name) ? uses[name] : undefined) ?? guessUse(name),
  }));
  return { program, columns, rows, besides };
}
