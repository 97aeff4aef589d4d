/** Whatever somebody pastes, types or opens: four times as much of it takes four times as long, not sixteen times. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import messages from '../../../public/_locales/en/messages.json' with { type: 'json' };
import { taskOf } from '../../../src/background/pages/page-tasks.ts';
import { configuration, endpoint } from '../../../src/contract/configuration.ts';
import { longestConfiguration } from '../../../src/contract/limits.ts';
import { operations } from '../../../src/contract/operations.ts';
import { pageAddress } from '../../../src/domain/page-address.ts';
import { checkPassword, passwordPolicy } from '../../../src/domain/password.ts';
import { quickTask, quickWords, readQuickEntry } from '../../../src/domain/quick-entry.ts';
import { literalsOf } from '../../../src/options/configuration/literals.ts';
import { readText } from '../../../src/options/configuration/read-text.ts';
import { orderOf, readDay } from '../../../src/options/task-files/days.ts';
import { readJson } from '../../../src/options/task-files/json.ts';
import { readCsv } from '../../../src/options/task-files/read-csv.ts';
import { longestFile, readTaskFile } from '../../../src/options/task-files/read-file.ts';
import { readTodoTxt, writeTodoTxt } from '../../../src/options/task-files/todo-txt.ts';
import { siteOf } from '../../../src/ui/browser/sites.ts';
import { createTaskFinder } from '../../../src/ui/tasks/task-filter.ts';

const today = '2026-11-21';
const words = quickWords((key) => messages[key].message);
const policy = v.parse(passwordPolicy, {});
const found = createTaskFinder();
const task = {
  taskId: '11111111-1111-4111-8111-111111111111',
  name: 'Invoice',
  project: 'home',
  due: '',
  description: 'x'.repeat(5000),
  createdOn: today,
  completed: false,
  completedOn: '',
  version: 1,
};
const refused = (read: () => unknown) => {
  try {
    read();
  } catch {
    // what is no configuration is refused: how long that takes is what counts
  }
};

const parsers: Record<string, (text: string) => void> = {
  'a pasted configuration': (text) => refused(() => readText(text)),
  'literals of a configuration': literalsOf,
  'a constant of a configuration': (text) => literalsOf(`const a = '${text}`),
  'an assigned object of a configuration': (text) => literalsOf(`x = {"a": "${text}`),
  'an endpoint': (text) => v.safeParse(endpoint, `https://example.org/${text}x`),
  'ids of a configuration': (text) =>
    v.safeParse(configuration, {
      region: text,
      userPoolId: text,
      userPoolClientId: text,
      identityPoolId: text,
    }),
  'the quick line': (text) => readQuickEntry(text, today, words),
  'a project of the quick line': (text) => quickTask(`#"${text}`, today, words),
  'a captured text': (text) => taskOf(text),
  'an e-mail address': (text) =>
    v.safeParse(operations['account.register'].input, { username: 'x', email: text, password: 'x' }),
  'a code': (text) => v.safeParse(operations['account.confirm'].input, { username: 'x', code: text }),
  'a password': (text) => checkPassword(text, policy),
  'a site': siteOf,
  'a search': (text) => found([task], { words: text, project: null, due: 'any' }, today),
  'the address of a page': (text) => pageAddress(`https://example.org/?${text}`),
  'a table': (text) => readCsv('a.csv', `name,due\n${text}`),
  'a file of todo.txt': (text) => readTodoTxt(text),
  'a file of JSON': (text) => readJson(text),
  'a file in JSON with a long text': (text) => readJson(JSON.stringify([{ name: text }])),
  'a name for todo.txt': (name) =>
    writeTodoTxt([{ ...task, name, project: name, createdOn: today, completedOn: '' }]),
  'a day of a file': (text) => readDay(text, { order: null, zone: 'UTC', months: new Map() }),
  'the order of days': (text) => orderOf([text]),
};

const fragments = [
  ...['\n', '\r\n', '\u2028', ' ', '=', '={', '{', ',', '[', '"', "'", '\\', ';', '/'],
  ...['#"', '#a', '#"a', 'in 3 ', 'by fri ', '24 dec ', 'a', 'a.', 'a@', '0', ':1', '&utm_a='],
  ...['const a = ', "const a = 'b';\n", 'export default ', 'x 2026-01-01 ', '+a ', 'due:1 '],
];

/** Of so many characters; sixteen times as many each time, so that what is not linear is found while it is quick still. */
const sizes = [65_536, 1_048_576];
const times = 16;
const tries = 8;

/** The processor's time for it, µs: on a busy machine, the time on the clock is the others' as well. */
function timeOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Walking through a text once, which nobody can do without. */
function walk(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at) & 1;
  return sum;
}

/** How much longer the whole text takes than its sixteenth: the least of some tries, for the machine may do other things too. */
function growth(parse: (text: string) => void, text: string): number {
  const part = text.slice(0, text.length / times);
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < tries && least > times * 2; tried += 1) {
    // Shorter times are too short to compare: they pass for those of a few walks through the whole text.
    const short = Math.max(
      timeOf(() => parse(part)),
      timeOf(() => walk(text)) * 8,
    );
    least = Math.min(least, timeOf(() => parse(text)) / short);
  }
  return least;
}

describe('SE9: reading a text takes time in proportion to its length', () => {
  it.each(Object.entries(parsers))('%s', (_, parse) => {
    for (const fragment of fragments)
      for (const size of sizes) {
        const text = fragment.repeat(Math.ceil(size / fragment.length)).slice(0, size);
        // Sixteen for what is linear, 256 for what is quadratic.
        expect(growth(parse, text), `${JSON.stringify(fragment)}, ${size} characters`).toBeLessThan(64);
      }
  });

  it('a table with as many columns as lines', () => {
    const table = (text: string) => readCsv('a.csv', `name${',x'.repeat(text.length / 4)}\n${text}`);
    expect(growth(table, 'a\n'.repeat(100_000))).toBeLessThan(64);
  });
});

describe('SE9: a text that is longer than anybody needs', () => {
  it('is no file of tasks', () => {
    expect(readTaskFile('tasks.csv', `name\n${'a'.repeat(longestFile)}`)).toBe(null);
  });

  it('is no configuration, whatever is in it', () => {
    const spaces = ' '.repeat(longestConfiguration);
    expect(() => readText(`{}${spaces}`)).toThrow(
      expect.objectContaining({ code: 'configurationUnsupported' }),
    );
  });

  it('is one name in the quick line, cut where a description ends', () => {
    const entry = quickTask(`${'word '.repeat(2_000)}tomorrow #home`, today, words);
    expect(entry).toMatchObject({ name: 'word '.repeat(1_000).trim(), due: '', project: '' });
  });
});
