import { type Column, plainName } from '../columns.ts';
import { instant, isZone } from '../days.ts';
import type { Table } from '../table.ts';

const priorities: Record<string, string> = { 0: 'none', 1: 'low', 3: 'medium', 5: 'high' };
/** 2 is archived, which a completed task becomes; -1 will not be done. */
const statuses: Record<string, string> = { 0: 'open', 1: 'done', 2: 'done', '-1': 'done' };

const technical = [
  'is check list',
  'timezone',
  'is all day',
  'is floating',
  'column order',
  'view mode',
  'taskid',
  'task id',
  'parentid',
  'parent id',
];
const dayColumns = ['start date', 'due date', 'created time', 'completed time'];

/**
 * A backup of TickTick. A time is an instant: its day is the one in the row's time zone. A task with a start and no due
 * day is due on its start. One column is added: the task that it is part of.
 */
export function readTickTick(table: Table): Table {
  const at = new Map(table.columns.map(({ name }, index) => [plainName(name), index]));
  const place = (name: string) => at.get(name) ?? at.get(name.replace(' id', 'id')) ?? -1;
  const titles = new Map(
    table.rows.map(({ cells }) => [cells[place('task id')] ?? '', cells[place('title')] ?? '']),
  );
  titles.delete('');
  const rows = table.rows.map((row) => {
    const cells = Array.from({ length: table.columns.length }, (_, index) => row.cells[index] ?? '');
    const zone = cells[place('timezone')] ?? '';
    const allDay = /^true$/i.test(cells[place('is all day')] ?? '');
    const set = (name: string, value: (present: string) => string) => {
      const index = place(name);
      if (index >= 0) cells[index] = value(cells[index]?.trim() ?? '');
    };
    for (const name of dayColumns) set(name, (text) => inZone(text, zone, allDay || name.endsWith('time')));
    const start = cells[place('start date')] ?? '';
    const due = cells[place('due date')] ?? '';
    set('due date', () => due || start);
    set('start date', () => (due === '' || start === due ? '' : start));
    set('priority', (text) => priorities[text] ?? text);
    set('status', (text) => statuses[text] ?? text);
    set('kind', (text) => (text === 'TEXT' ? '' : text));
    return { ...row, cells: [...cells, titles.get(cells[place('parent id')] ?? '') ?? ''] };
  });
  return {
    ...table,
    program: 'tickTick',
    columns: [
      ...table.columns.map(({ name, use }): Column => {
        const plain = plainName(name);
        return { name, use: plain === 'content' ? 'notes' : technical.includes(plain) ? 'ignored' : use };
      }),
      { name: 'Part of', use: 'words' },
    ],
    rows,
  };
}

/** `2026-12-22T23:00:00+0000` in Europe/Berlin is `2026-12-23`. Other texts stay as they are. */
function inZone(text: string, zone: string, dayOnly: boolean): string {
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!/T.*(Z|[+-]\d\d:?\d\d)$/.test(text) || !isZone(zone)) return text;
  const read = instant(at, zone);
  return read ? `${read.day}${read.time && !dayOnly ? ` ${read.time}` : ''}` : text;
}
