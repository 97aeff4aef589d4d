import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileTask, noProject } from '../../../src/domain/task.ts';
import { readCsv, writeCsv } from '../../../src/options/task-files/csv.ts';
import type { ReadFile } from '../../../src/options/task-files/file-task.ts';
import { readJson, writeJson } from '../../../src/options/task-files/json.ts';
import { planImport } from '../../../src/options/task-files/plan-import.ts';
import { readTaskFile } from '../../../src/options/task-files/read-file.ts';
import { readTodoTxt, writeTodoTxt } from '../../../src/options/task-files/todo-txt.ts';

const today = '2026-11-20';
const plain: FileTask = {
  name: 'Call the bank',
  project: 'Money',
  due: '2026-12-24',
  description: '',
  createdOn: '2026-11-01',
  completedOn: '',
};
const tasksOf = (file: ReadFile) => file?.lines.map((one) => ('task' in one ? one.task : one));

const line = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...'a,;"\'\n\r\t=+-@ x') }),
    fc.constantFrom(
      '=HYPERLINK("http://evil.example")',
      "'=1",
      '"',
      '""',
      'a\r\nb',
      '(A) x',
      'x y',
      '[',
      '{}',
    ),
  )
  .map((text) => text.trim())
  .filter((text) => text !== '');
const day = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10));
const anyTask: fc.Arbitrary<FileTask> = fc
  .record({
    name: line,
    project: fc.option(line, { nil: noProject }),
    due: fc.option(day, { nil: '' }),
    description: fc.option(line, { nil: '' }),
    createdOn: day,
    completedOn: fc.option(day, { nil: '' }),
    source: fc.option(fc.record({ title: line, url: fc.webUrl() }), { nil: undefined }),
  })
  .map(({ source, ...task }) => ({ ...task, ...(source && { source }) }));

describe('a file of tasks', () => {
  it('as JSON gives back exactly what was written', () => {
    fc.assert(
      fc.property(fc.array(anyTask), (tasks) => {
        expect(tasksOf(readJson(writeJson(tasks), today))).toEqual(tasks);
      }),
    );
  });

  it('as CSV gives back exactly what was written, whatever is in the texts', () => {
    fc.assert(
      fc.property(fc.array(anyTask), (tasks) => {
        const file = readCsv(writeCsv(tasks), today);
        expect(tasksOf(file)).toEqual(tasks);
        expect(file?.ignored).toEqual([]);
      }),
    );
  });

  it('as CSV holds nothing that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(line, (name) => {
        const [, row = ''] = writeCsv([{ ...plain, name }]).split('source address\r\n');
        expect(row).not.toMatch(/^"?[=+\-@\t\r]/);
      }),
    );
    expect(writeCsv([{ ...plain, name: '=1+1' }])).toContain("\r\n'=1+1,");
  });

  it('as todo.txt gives back its days, its project and its name', () => {
    const word = fc.stringMatching(/^[A-Za-zÄÖÜ(),.!?-]{1,12}$/);
    const words = fc.array(word, { minLength: 1, maxLength: 5 }).map((all) => all.join(' '));
    const task = anyTask.chain((one) =>
      fc.record({ name: words, project: fc.option(words, { nil: noProject }) }).map(
        (texts): FileTask => ({
          ...texts,
          due: one.due,
          description: '',
          createdOn: one.createdOn,
          completedOn: one.completedOn,
        }),
      ),
    );
    fc.assert(
      fc.property(fc.array(task), (tasks) => {
        expect(tasksOf(readTodoTxt(writeTodoTxt(tasks), today))).toEqual(tasks);
      }),
    );
  });

  it.each([
    ['Call Mom', { name: 'Call Mom', createdOn: today }],
    [
      '(A) 2026-11-01 Call Mom +Family due:2026-12-24',
      { name: 'Call Mom', project: 'Family', due: '2026-12-24' },
    ],
    ['x 2026-11-19 2026-11-01 Done +Spring_clean', { project: 'Spring clean', completedOn: '2026-11-19' }],
    ['x Done some day', { name: 'Done some day', completedOn: today }],
    ['xylophone lessons @home +1 +Music', { name: 'xylophone lessons @home +1', project: 'Music' }],
    ['2026-11-01 x marks the spot', { name: 'x marks the spot', completedOn: '' }],
  ])('reads the todo.txt line "%s"', (text, expected) => {
    expect(tasksOf(readTodoTxt(text, today))).toMatchObject([expected]);
  });

  it.each([
    [
      'Title;Notes;Due date;Done\nMilk;"2 l; fresh";2026-11-21;no\n',
      { name: 'Milk', description: '2 l; fresh', due: '2026-11-21' },
    ],
    ['\uFEFFsubject\tcompleted on\r\nMilk\t2026-11-19', { name: 'Milk', completedOn: '2026-11-19' }],
    ['done,task\nx,Milk', { name: 'Milk', completedOn: today }],
  ])('reads other programs’ tables: %j', (text, expected) => {
    expect(tasksOf(readCsv(text, today))).toMatchObject([expected]);
  });

  it('says of each line that is no task which one it is and what is wrong', () => {
    const file = readCsv(
      [
        'name,due,created,source address,colour',
        'Good,,,,red',
        '"Two\nlines",2026-02-30,,,',
        ' ,2026-11-20,,,',
        'Long,,yesterday,,',
        'Bad address,,,javascript:alert(1),',
        `${'n'.repeat(501)},,,,`,
        '"never closed,,,,',
      ].join('\n'),
      today,
    );
    expect(file?.ignored).toEqual(['colour']);
    expect(file?.lines.map((one) => [one.line, 'problem' in one ? one.problem : 'task'])).toEqual([
      [2, 'task'],
      [3, 'badDue'],
      [5, 'noName'],
      [6, 'badDay'],
      [7, 'badSource'],
      [8, 'nameTooLong'],
      [9, 'openQuote'],
    ]);
    expect(
      readJson(`[{"name":"a"},{"name":7},null,{"name":"b","project":"${'p'.repeat(101)}"}]`, today)?.lines,
    ).toMatchObject([
      { line: 1, task: { name: 'a', project: noProject } },
      { line: 2, problem: 'notATask' },
      { line: 3, problem: 'notATask' },
      { line: 4, problem: 'projectTooLong' },
    ]);
  });

  it('that is none, or a hostile one, is refused or read without harm', () => {
    expect(readTaskFile('tasks.json', '{"tasks":', today)).toBeNull();
    expect(readTaskFile('tasks.json', '"text"', today)).toBeNull();
    expect(readTaskFile('tasks.csv', 'colour,size\nred,1', today)).toBeNull();
    const polluted = readJson('[{"__proto__":{"name":"x"},"name":"y","constructor":1}]', today);
    expect(tasksOf(polluted)).toMatchObject([{ name: 'y' }]);
    expect(({} as { name?: string }).name).toBeUndefined();
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('a.json', 'a.csv', 'a.txt', 'a'),
        (text, name) => {
          for (const one of readTaskFile(name, text, today)?.lines ?? []) {
            if ('task' in one) expect(one.task.name.trim()).not.toBe('');
            else expect(one.problem).toBeTypeOf('string');
          }
        },
      ),
    );
    // Quotes and commas by the hundred thousand take no longer than other text.
    expect(readCsv(`name\n${'",'.repeat(200_000)}`, today)?.lines).toHaveLength(1);
  });

  it('knows its format by its name, and without one by what is in it', () => {
    const json = writeJson([plain]);
    for (const name of ['tasks.json', 'tasks', 'tasks.bak'])
      expect(tasksOf(readTaskFile(name, json, today))).toEqual([plain]);
    expect(tasksOf(readTaskFile('tasks.CSV', writeCsv([plain]), today))).toEqual([plain]);
    expect(tasksOf(readTaskFile('todo.txt', json, today))).not.toEqual([plain]);
  });
});

describe('the plan of an import', () => {
  it('leaves out what is there already, once for each, and what there is no room for', () => {
    const other = { ...plain, name: 'Other' };
    const file = readCsv(writeCsv([plain, plain, other, { ...plain, due: '' }]), today);
    const plan = planImport(
      file?.lines ?? [],
      [
        { ...plain, createdOn: today },
        { ...plain, name: 'Mine' },
      ],
      4,
    );
    expect(plan.map(({ what }) => what)).toEqual(['known', 'add', 'add', 'noRoom']);
  });

  it('of an account’s own file is to do nothing', () => {
    fc.assert(
      fc.property(fc.array(anyTask), fc.constantFrom('json', 'csv'), (tasks, kind) => {
        const text = kind === 'json' ? writeJson(tasks) : writeCsv(tasks);
        const plan = planImport(readTaskFile(`a.${kind}`, text, today)?.lines ?? [], tasks, 10_000);
        expect(plan.every(({ what }) => what === 'known')).toBe(true);
      }),
    );
  });
});
