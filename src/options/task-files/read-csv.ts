/** Reads a table of text: finds its separator, its header, and the program that wrote it. */
import { guessUse, plainName } from './columns.ts';
import { type CsvRecord, ownColumns, recordsOf, withoutApostrophe } from './csv.ts';
import { tablePrograms } from './programs/tables.ts';
import { type FirstLine, mostColumns, mostRows, type Row, type Table } from './table.ts';

/** Lines that may stand before the header. */
const mostBefore = 20;
const separators = [',', ';', '\t', '|'];

interface Header {
  separator: string;
  /** Its place among the records. */
  at: number;
  cells: number;
  /** Known names of columns in it. */
  known: number;
}

/**
 * Reads cells that are separated by commas, semicolons, tabs or bars. Columns are found by name, in any order. A table
 * without a name that is known is read as well: the person says what its first line is, and which column is which.
 *
 * @param fileName some programs are known by it
 * @param firstLine what the first line is, if it names no column that is known
 * @returns null for an empty table, or one with too many rows or columns
 */
export function readCsv(fileName: string, text: string, firstLine: FirstLine = 'names'): Table | null {
  const given = /^\uFEFF?sep=(.)(?:\r\n|\n|\r)/i.exec(text);
  const content = given ? text.slice(given[0].length) : text.replace(/^\uFEFF/, '');
  const header = given ? headerOf(content, [given[1] ?? ',']) : headerOf(content, separators);
  const records: CsvRecord[] = [];
  let width = 0;
  for (const record of recordsOf(content, header.separator)) {
    records.push(record);
    width = Math.max(width, record.cells.length);
    if (records.length > mostRows || width > mostColumns) return null;
  }
  const isAsked = header.known === 0;
  const isTask = isAsked && (firstLine === 'task' || records.length === 1);
  const names = isTask ? [] : (records[header.at]?.cells ?? []).map((name) => name.trim());
  const plain = names.map(plainName);
  const isOwn = ownColumns.slice(0, 5).every((name) => plain.includes(name));
  const moved = given ? 1 : 0;
  const rows = records.slice(isTask ? 0 : header.at + 1).flatMap(({ line, cells, open }): Row[] => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const row = { line: line + moved, cells: isOwn ? cells.map(withoutApostrophe) : cells };
    return [open ? { ...row, problem: 'openQuote' } : row];
  });
  if (rows.length === 0) return null;
  while (names.length < width) names.push('');
  const filled = lastFilled(rows);
  const columns = names
    .map((name) => ({ name, use: guessUse(name) }))
    .filter(({ name }, index) => index < filled || name !== '');
  const asked = isAsked && { firstLine: isTask ? ('task' as const) : ('names' as const) };
  const table: Table = { program: isOwn ? 'countersign' : null, columns, rows, besides: {}, ...asked };
  const program = tablePrograms.find(({ isIts }) => isIts(new Set(plain), fileName));
  const read = program?.read(table) ?? table;
  return header.at === 0 ? read : { ...read, besides: { ...read.besides, settings: header.at } };
}

/** Number of columns up to the last one with a value. */
const lastFilled = (rows: readonly Row[]): number => {
  let last = 0;
  for (const { cells } of rows)
    for (let index = cells.length; index > last; index -= 1) if (cells[index - 1]?.trim()) last = index;
  return last;
};

/** The header is the first line, or a later one that names at least two columns that are known. */
function headerOf(content: string, candidates: readonly string[]): Header {
  const found = candidates.flatMap((separator) => headersWith(content, separator));
  const best = (some: Header[]) => some.sort((a, b) => b.known - a.known || b.cells - a.cells)[0];
  const firstLines = found.filter(({ at }) => at === 0);
  return (
    best(firstLines.filter(({ known }) => known > 0)) ??
    best(found.filter(({ at, known }) => at > 0 && known > 1)) ??
    best(firstLines) ?? { separator: '', at: 0, cells: 0, known: 0 }
  );
}

function headersWith(content: string, separator: string): Header[] {
  const headers: Header[] = [];
  for (const { cells } of recordsOf(content.slice(0, 100_000), separator)) {
    const uses = cells.map(guessUse);
    const known = uses.includes('name') ? uses.filter((use) => use !== 'words').length : 0;
    const one = { at: headers.length, cells: cells.length, known };
    headers.push({ ...one, separator: cells.length > 1 ? separator : '' });
    if (headers.length > mostBefore) break;
  }
  // A line with one cell has no separator; only the first may be a header.
  return headers.filter((one) => one.separator !== '' || one.at === 0);
}
