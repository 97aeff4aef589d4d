import { plainName } from '../columns.ts';
import type { Row, Table } from '../table.ts';

/** In its tables 1 is the highest priority and 4 is none. */
const priorities: Record<string, string> = { 1: 'urgent', 2: 'high', 3: 'medium', 4: 'none' };

/** Of no use beside the others. */
const technical = ['type', 'indent', 'is collapsed', 'author', 'date lang', 'timezone', 'deadline lang'];

/**
 * A project of Todoist: a row is a task, a note of the task above, a section, or a setting of the view. Two columns are
 * added: the section of a task, and the task that it is part of.
 */
export function readTodoist(table: Table): Table {
  const at = new Map(table.columns.map(({ name }, index) => [plainName(name), index]));
  const cell = (row: Row, name: string) => row.cells[at.get(name) ?? -1]?.trim() ?? '';
  const besides = { sections: 0, notes: 0, settings: 0 };
  const width = table.columns.length;
  const rows: { line: number; cells: string[]; problem?: Row['problem']; notes: string[] }[] = [];
  let section = '';
  const above: string[] = [];
  for (const row of table.rows) {
    const type = cell(row, 'type').toLowerCase();
    const content = cell(row, 'content');
    const last = rows.at(-1);
    if (type === 'section') {
      section = content;
      above.length = 0;
      besides.sections += 1;
    } else if (type === 'note' && last) {
      last.notes.push(content);
      besides.notes += 1;
    } else if (type === 'task' || type === 'note' || type === '') {
      const indent = Math.min(Math.max(Number(cell(row, 'indent')) || 1, 1), 20);
      above.length = Math.min(above.length, indent - 1);
      const cells = Array.from({ length: width }, (_, index) => row.cells[index] ?? '');
      cells[at.get('priority') ?? 0] = priorities[cell(row, 'priority')] ?? cell(row, 'priority');
      cells.push(section, above.at(-1) ?? '');
      above[indent - 1] = content;
      rows.push({ line: row.line, cells, notes: [], ...(row.problem && { problem: row.problem }) });
    } else besides.settings += 1;
  }
  return {
    program: 'todoist',
    columns: [
      ...table.columns.map((column) => ({
        ...column,
        use: technical.includes(plainName(column.name)) ? ('ignored' as const) : column.use,
      })),
      { name: 'Section', use: 'words' },
      { name: 'Part of', use: 'words' },
      { name: 'Notes', use: 'notes' },
    ],
    rows: rows.map(({ notes, cells, ...row }) => ({ ...row, cells: [...cells, notes.join('\n\n')] })),
    besides,
  };
}
