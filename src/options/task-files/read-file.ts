/** Reads a file of any format. The format is found by the file's name and content. */

import { readJson } from './json.ts';
import { readCsv } from './read-csv.ts';
import type { FirstLine, Table } from './table.ts';
import { readTodoTxt } from './todo-txt.ts';

/** Longest file, in bytes. Ten thousand tasks with long descriptions fit. */
export const longestFile = 20_000_000;

/** Whether it is a packed file, as .xlsx, .ods and .zip are: they begin with the same two letters. */
export const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * @param firstLine what the first line of a table is, if it names no column that is known
 * @returns null for what is of no format, or has too many rows or columns
 */
export function readTaskFile(name: string, text: string, firstLine?: FirstLine): Table | null {
  if (text.length > longestFile || text.trim() === '') return null;
  const kind = /\.(json|csv|tsv|txt)$/i.exec(name)?.[1]?.toLowerCase();
  if (kind === 'txt') return tabbed(name, text) ?? readTodoTxt(text);
  if (kind === 'csv' || kind === 'tsv') return readCsv(name, text, firstLine);
  const json = readJson(text);
  return json || kind === 'json' || /^\s*[[{]/.test(text) ? json : readCsv(name, text, firstLine);
}

/** Spreadsheets save text with tabs as .txt. Its first line names a column that is known. */
function tabbed(name: string, text: string): Table | null {
  if (!/^[^\r\n]*\t/.test(text)) return null;
  const table = readCsv(name, text);
  return table?.columns.some(({ use }) => use === 'name') ? table : null;
}
