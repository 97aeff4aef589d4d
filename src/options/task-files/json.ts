/** Tasks as JSON with all fields, in an object that names its format; and JSON of other programs. */
import { type FileTask, noProject } from '../../domain/task.ts';
import { jsonPrograms } from './programs/json-programs.ts';
import { flatten, isObject, type JsonObject, word } from './programs/json-values.ts';
import { mostColumns, mostRows, type Table, tableOf } from './table.ts';

const format = 'countersign-tasks';

export function writeJson(tasks: readonly FileTask[]): string {
  const rows = tasks.map(({ project, completedOn, ...task }) => ({
    ...task,
    project: project === noProject ? '' : project,
    completed: completedOn !== '',
    completedOn,
  }));
  return `${JSON.stringify({ format, version: 1, tasks: rows }, null, 2)}\n`;
}

/**
 * Reads our own format, those of the programs that are known, a bare list of tasks, and any object with a list of
 * objects. A "line" is a place in the list.
 */
export function readJson(text: string): Table | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // not JSON; the caller tries other formats
  }
  for (const read of jsonPrograms) {
    const table = read(parsed);
    if (table) return bounded(table);
  }
  const list = listIn(parsed);
  if (!list) return null;
  const records = list.map((entry, index) => ({
    line: index + 1,
    record: isObject(entry) ? flatten(entry) : null,
  }));
  const isOwn = isObject(parsed) && parsed.format === format;
  return bounded(tableOf(isOwn ? 'countersign' : null, records));
}

const bounded = (table: Table): Table | null =>
  table.rows.length > mostRows || table.columns.length > mostColumns ? null : table;

const names = ['tasks', 'items', 'todos', 'results', 'data', 'value', 'records', 'cards'];
const groups = ['lists', 'projects', 'folders', 'boards'];

const named = (object: JsonObject, keys: readonly string[]): unknown[] | undefined =>
  keys
    .map((key) => (Object.hasOwn(object, key) ? object[key] : null))
    .find((one): one is unknown[] => Array.isArray(one));

function listIn(parsed: unknown): unknown[] | null {
  if (Array.isArray(parsed)) return parsed.flatMap((one) => tasksOf(one, ['tasks', 'todos']));
  if (!isObject(parsed)) return null;
  const grouped = named(parsed, groups);
  return (
    named(parsed, names) ??
    grouped?.flatMap((one) => tasksOf(one, names)) ??
    Object.values(parsed).find((one): one is unknown[] => Array.isArray(one) && one.some(isObject)) ??
    null
  );
}

/** The tasks of a list, each with the list's name; or the thing itself, if it has none. */
function tasksOf(list: unknown, keys: readonly string[]): unknown[] {
  const tasks = isObject(list) && named(list, keys);
  if (!tasks || !isObject(list) || !tasks.some(isObject)) return [list];
  const name = word(list.name) || word(list.title);
  return tasks.map((task) => (isObject(task) ? { list: name, ...task } : task));
}
