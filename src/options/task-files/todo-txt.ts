/**
 * Tasks as todo.txt, https://github.com/todotxt/todo.txt: one line each, with dates, a project and a due day. Spaces of
 * a project are written as `_`. Descriptions and addresses are left out.
 *
 * A text that would be read as something else has a WORD JOINER (U+2060) in front of the place. Other programs show
 * nothing there, and {@link readTodoTxt} takes it away.
 */
import { isDay } from '../../domain/day.ts';
import { type FileTask, noProject } from '../../domain/task.ts';
import type { Column } from './columns.ts';
import { mostRows, type Row, type Table } from './table.ts';

const mark = '\u2060';
/** After the mark: stands for nothing, and keeps a word from being read as something else. */
const nothing = '\u200B';
/** What a line can't hold, as the symbol that is shown for it. */
const symbols = new Map([
  ['\n', '\u240A'],
  ['\r', '\u240D'],
  ['\t', '\u2409'],
  [' ', '\u2420'],
]);
const characters = new Map([...symbols].map(([character, symbol]) => [symbol, character])).set(nothing, '');

export function writeTodoTxt(tasks: readonly FileTask[]): string {
  return tasks.map((task) => `${writeLine(task).filter(Boolean).join(' ')}\n`).join('');
}

function writeLine({ name, project, due, createdOn, completedOn }: FileTask): string[] {
  // Two dates are the day of completion and an earlier day of creation, in whatever order they stand.
  const created = completedOn !== '' && createdOn > completedOn ? `created:${createdOn}` : '';
  return [
    completedOn && `x ${completedOn}`,
    created ? '' : createdOn,
    escapeName(name.trim()),
    project === noProject ? '' : `+${escapeProject(project)}`,
    due && `due:${due}`,
    created,
  ];
}

const escaped = (character: string): string => `${mark}${symbols.get(character) ?? character}`;

function escapeName(name: string): string {
  return name
    .replace(/[\u2060\n\r\t]|(?<= ) |(?<=[\n\r\t]) | (?=[\n\r\t])/g, escaped)
    .split(' ')
    .map((token, index) =>
      isSpecial(token) || (index === 0 && isHead(token)) ? `${mark}${nothing}${token}` : token,
    )
    .join(' ');
}

function escapeProject(project: string): string {
  const word = project.replace(/[\u2060\n\r\t_]/g, escaped).replaceAll(' ', '_');
  return projectWord.test(`+${word}`) ? word : `${mark}${nothing}${word}`;
}

const withoutMarks = (text: string): string =>
  text.replace(/\u2060([\s\S]?)/gu, (_, next: string) => characters.get(next) ?? next);

/** `+49` is no project. */
const projectWord = /^\+(?=\u2060|[^\u2060]*\p{L})\S/u;
const pair = /^(due|t|rec|pri|created|cr|completed|done):(\S+)$/i;
const isSpecial = (token: string): boolean => projectWord.test(token) || pair.test(token);
const priority = /^\(([A-Z])\)$/;
const isHead = (token: string): boolean => token === 'x' || priority.test(token) || isDay(token);

/** The columns of a line, by the way in which they are written there. */
const columns: Column[] = [
  { name: 'task', use: 'name' },
  { name: '+project', use: 'project' },
  { name: 'due', use: 'due' },
  { name: 'created', use: 'created' },
  { name: 'x', use: 'completed' },
  { name: 'completed', use: 'completed' },
  { name: '(A)', use: 'priority' },
  { name: 'rec', use: 'repeat' },
  { name: 't', use: 'words' },
];

/**
 * Reads todo.txt in every order that its clients write: priority and dates stand at the start, after `x` or before it.
 * The first project counts; others stay in the name, as contexts (`@home`) and pairs that are not known do.
 */
export function readTodoTxt(text: string): Table | null {
  const rows: Row[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (content.trim() === '') continue;
    rows.push(readLine(content.trim(), index + 1));
    if (rows.length > mostRows) return null;
  }
  return { program: 'todoTxt', columns, rows, besides: {} };
}

function readLine(content: string, line: number): Row {
  const words = content.split(/[ \t]+/);
  let isDone = false;
  let level = '';
  const dates: string[] = [];
  for (;;) {
    const [word = ''] = words;
    const [, letter] = priority.exec(word) ?? [];
    if (word === 'x' && !isDone && level === '' && dates.length === 0) isDone = true;
    else if (letter && level === '') level = letter;
    else if (isDay(word) && dates.length < (isDone ? 2 : 1)) dates.push(word);
    else break;
    words.shift();
  }
  const [early = '', late = ''] = dates.sort();
  const found = new Map<string, string>();
  const name: string[] = [];
  for (const word of words) {
    const [, key = '', value = ''] = pair.exec(word) ?? [];
    const field = key ? (sameKey[key.toLowerCase()] ?? key.toLowerCase()) : projectWord.test(word) ? '+' : '';
    if (field === '' || found.has(field)) name.push(withoutMarks(word));
    else found.set(field, field === '+' ? projectOf(word) : value);
  }
  const completedOn = isDone ? late || early : '';
  const createdOn = isDone ? (late ? early : '') : early;
  const cell = (field: string) => found.get(field) ?? '';
  const cells = [
    name.join(' '),
    cell('+'),
    cell('due'),
    createdOn || cell('created'),
    isDone ? 'x' : '',
    completedOn || (isDone ? cell('completed') : ''),
    level || cell('pri'),
    cell('rec'),
    cell('t'),
  ];
  if (createdOn && cell('created')) cells[0] += ` created:${cell('created')}`;
  if (cell('completed') && (!isDone || completedOn)) cells[0] += ` completed:${cell('completed')}`;
  if (level && cell('pri')) cells[0] += ` pri:${cell('pri')}`;
  return { line, cells };
}

const sameKey: Record<string, string> = { cr: 'created', done: 'completed' };

const projectOf = (word: string): string =>
  word
    .slice(1)
    .replace(/\u2060([\s\S]?)|_/gu, (all, next: string) =>
      all === '_' ? ' ' : (characters.get(next) ?? next),
    );
