/** Reads a file of any format. The format is found by the file's name and content. */
import { readCsv } from './csv.ts';
import type { ReadFile } from './file-task.ts';
import { readJson } from './json.ts';
import { readTodoTxt } from './todo-txt.ts';

/** Longest file, in characters. Ten thousand tasks with long descriptions fit. */
export const longestFile = 20_000_000;

/** @param today the person's own day. @returns null for what is of no format, or longer than {@link longestFile} */
export function readTaskFile(name: string, text: string, today: string): ReadFile {
  if (text.length > longestFile) return null;
  const kind = /\.(json|csv|tsv|txt)$/i.exec(name)?.[1]?.toLowerCase();
  if (kind === 'txt') return readTodoTxt(text, today);
  if (kind === 'csv' || kind === 'tsv') return readCsv(text, today);
  return readJson(text, today) ?? (kind === 'json' ? null : readCsv(text, today));
}
