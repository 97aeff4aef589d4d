/** The programs that write tables of text, each known by columns that no other has. */
import { type Column, plainName, type Use } from '../columns.ts';
import type { Row, Table } from '../table.ts';
import { readTickTick } from './tick-tick.ts';
import { readTodoist } from './todoist.ts';

export interface TableProgram {
  /** @param names the columns' plain names @param fileName the file's name */
  isIts: (names: ReadonlySet<string>, fileName: string) => boolean;
  read: (table: Table) => Table;
}

const all =
  (...needed: string[]) =>
  (names: ReadonlySet<string>) =>
    needed.every((name) => names.has(name));

/** Sets the use of columns by their plain names. The others keep their guess. */
const withUses = (columns: readonly Column[], uses: Readonly<Record<string, Use>>): Column[] =>
  columns.map((column) => {
    const plain = plainName(column.name);
    return Object.hasOwn(uses, plain) ? { ...column, use: uses[plain] ?? column.use } : column;
  });

/** Empties cells that say nothing: a count of nothing, a switch that is off. */
const without = (table: Table, names: readonly string[], nothing: RegExp): Row[] => {
  const places = table.columns.flatMap(({ name }, index) => (names.includes(plainName(name)) ? index : []));
  return table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell, index) => (places.includes(index) && nothing.test(cell) ? '' : cell)),
  }));
};

export const tablePrograms: readonly TableProgram[] = [
  { isIts: all('type', 'content', 'priority', 'indent'), read: readTodoist },
  { isIts: all('title', 'list name', 'status', 'is all day'), read: readTickTick },
  {
    isIts: all('task id', 'section/column', 'name', 'completed at'),
    read: (table) => ({ ...table, program: 'asana' }),
  },
  {
    isIts: all('card name', 'list name', 'board name'),
    read: (table) => ({
      ...table,
      program: 'trello',
      columns: withUses(table.columns, {
        'board name': 'project',
        'list name': 'words',
        'due complete': 'completed',
        archived: 'completed',
      }),
      rows: without(
        table,
        [
          'attachment count',
          'checklist item total count',
          'checklist item completed count',
          'comment count',
          'vote count',
        ],
        /^0$/,
      ),
    }),
  },
  {
    // Outlook writes the lists of Microsoft To Do.
    isIts: all('subject', 'due date', 'date completed', 'sensitivity'),
    read: (table) => ({
      ...table,
      program: 'microsoftToDo',
      rows: without(
        table,
        ['reminder on/off', 'private', 'sensitivity', 'total work', 'actual work', 'schedule+ priority'],
        /^(false|normal|0|0 (minutes|hours|days|weeks))$/i,
      ),
    }),
  },
  {
    isIts: (_names, fileName) => /[ _][0-9a-f]{32}(_all)?\.csv$/i.test(fileName),
    read: (table) => ({ ...table, program: 'notion' }),
  },
];
