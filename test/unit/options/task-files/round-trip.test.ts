import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileTask, noProject } from '../../../../src/domain/task.ts';
import { writeCsv } from '../../../../src/options/task-files/csv.ts';
import { isUnfit } from '../../../../src/options/task-files/decode.ts';
import { writeJson } from '../../../../src/options/task-files/json.ts';
import { planImport } from '../../../../src/options/task-files/plan-import.ts';
import { readTaskFile } from '../../../../src/options/task-files/read-file.ts';
import { writeTodoTxt } from '../../../../src/options/task-files/todo-txt.ts';
import { linesOf, open, read, tasksOf, today } from './read.ts';

const plain: FileTask = {
  name: 'Call the bank',
  project: 'Money',
  due: '2026-12-24',
  description: '',
  createdOn: '2026-11-01',
  completedOn: '',
};
/** Any text that a task may have. */
const fits = (text: string) => text.trim() !== '' && !isUnfit(text);
const line = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }),
    fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }),
    fc.string({
      minLength: 1,
      maxLength: 12,
      unit: fc.constantFrom(...'a,;"\'\n\r\t=+-@ x_:|\u2060\u200B\u240A\u00A0\u2028'),
    }),
    fc
      .array(
        fc.constantFrom(
          ...[
            'x',
            '(A)',
            '2026-12-24',
            '+1',
            '+home',
            '+my_project',
            '+\u2060',
            'due:soon',
            'due:2026-12-24',
            'rec:1d',
          ],
          ...[
            'pri:A',
            't:1',
            'created:2026-01-01',
            '\u2060due:1',
            '_',
            '\n',
            '\t',
            '',
            ' ',
            '@a',
            'a',
            'sep=;',
            'name',
          ],
        ),
        { minLength: 1, maxLength: 6 },
      )
      .map((words) => words.join(' ')),
    fc.constantFrom(
      '=HYPERLINK("http://evil.example")',
      "'=1",
      '"',
      '""',
      'a\r\nb',
      'Answer +1 to the invitation',
      'find due:soon',
      '[',
      '{}',
    ),
  )
  .map((text) => text.trim())
  .filter(fits);
const day = fc
  .integer({ min: 0, max: 3000 })
  .map((days) => new Date(Date.UTC(2018, 0, 1 + days)).toISOString().slice(0, 10));
const anyTask: fc.Arbitrary<FileTask> = fc
  .record({
    name: line,
    project: fc.option(
      line.filter((text) => text.length <= 100),
      { nil: noProject },
    ),
    due: fc.option(day, { nil: '' }),
    description: fc.option(line, { nil: '' }),
    createdOn: day,
    completedOn: fc.option(day, { nil: '' }),
    source: fc.option(fc.record({ title: line, url: fc.webUrl() }), { nil: undefined }),
  })
  .map(({ source, ...task }) => ({ ...task, ...(source && { source }) }));

/** The tasks of what we wrote; nothing where there is none. */
const again = (kind: string, text: string) => tasksOf(readTaskFile(`own.${kind}`, text));

describe('a file of tasks', () => {
  it('FI10: as JSON gives back exactly what was written', () => {
    fc.assert(
      fc.property(fc.array(anyTask), (tasks) => {
        expect(again('json', writeJson(tasks))).toEqual(tasks);
      }),
    );
  });

  it('FI10: as CSV gives back exactly what was written, whatever is in the texts', () => {
    fc.assert(
      fc.property(fc.array(anyTask), (tasks) => {
        expect(again('csv', writeCsv(tasks))).toEqual(tasks);
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

  it('FI10: as todo.txt gives back its name, project and days, whatever is in the texts', () => {
    const some = anyTask.map(({ source: _, ...task }): FileTask => ({ ...task, description: '' }));
    fc.assert(
      fc.property(fc.array(some), (tasks) => {
        expect(again('txt', writeTodoTxt(tasks))).toEqual(tasks);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'Answer +1 to the invitation',
    'find due:soon',
    'x marks the spot',
    '(A) is a grade',
    '2026-12-24 is a day',
    'two  spaces',
    'two\nlines',
  ])('FI10: as todo.txt shows "%s" as other programs expect it, and reads it back', (name) => {
    const task = { ...plain, name, project: 'my_project' };
    const text = writeTodoTxt([task]);
    expect(again('txt', text)).toEqual([task]);
    expect(text).toMatch(/^2026-11-01 [^\n]* \+my.?_project due:2026-12-24\n$/u);
  });

  it('FI11: as CSV begins with the mark by which spreadsheets know the encoding', () => {
    const bytes = new TextEncoder().encode(writeCsv([{ ...plain, name: 'Café' }]));
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(read('own.csv', new Uint8Array(bytes))).toMatchObject([{ name: 'Café' }]);
  });

  it('FI11: as CSV is read back after a spreadsheet has saved it with its own separator', () => {
    const saved = writeCsv([{ ...plain, name: '=1+1' }])
      .replaceAll(',', ';')
      .replaceAll('2026-12-24', '24.12.2026');
    expect(read('own.csv', saved)).toEqual([{ ...plain, name: '=1+1' }]);
  });

  it('says of each line that is no task which one it is and what is wrong', () => {
    const file = open(
      'x.csv',
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
    );
    expect(linesOf(file).map((one) => [one.line, 'problem' in one ? one.problem : one.remarks])).toEqual([
      [2, []],
      [3, ['dueKept']],
      [5, 'noName'],
      [6, ['dayKept']],
      [7, ['addressKept']],
      [8, 'nameTooLong'],
      [9, 'openQuote'],
    ]);
    expect(read('x.json', `[{"name":"a"},null,{"name":"b","project":"${'p'.repeat(101)}"}]`)).toMatchObject([
      { name: 'a', project: noProject },
      'notATask',
      'projectTooLong',
    ]);
  });

  it('that is none, or a hostile one, is refused or read without harm', () => {
    expect(readTaskFile('tasks.json', '{"tasks":')).toBeNull();
    expect(readTaskFile('tasks.json', '"text"')).toBeNull();
    expect(readTaskFile('tasks', '{"tasks":')).toBeNull();
    expect(readTaskFile('tasks.csv', '')).toBeNull();
    expect(readTaskFile('tasks.csv', 'name')).toBeNull();
    expect(read('a.json', '[{"__proto__":{"name":"x"},"name":"y","constructor":1}]')).toMatchObject([
      { name: 'y', description: '__proto__.name: x\nconstructor: 1' },
    ]);
    expect(({} as { name?: string }).name).toBeUndefined();
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('a.json', 'a.csv', 'a.txt', 'a'),
        (text, name) => {
          for (const one of linesOf(readTaskFile(name, text))) {
            if ('task' in one) expect(isUnfit(JSON.stringify(one.task))).toBe(false);
            else expect(one.problem).toBeTypeOf('string');
          }
        },
      ),
    );
    // Quotes and commas by the hundred thousand take no longer than other text.
    expect(open('x.csv', `name\n${'",'.repeat(200_000)}`).rows).toHaveLength(1);
  });

  it('knows its format by its name, and without one by what is in it', () => {
    const json = writeJson([plain]);
    for (const name of ['tasks.json', 'tasks', 'tasks.bak']) expect(read(name, json)).toEqual([plain]);
    expect(read('tasks.CSV', writeCsv([plain]))).toEqual([plain]);
    expect(read('todo.txt', json)).not.toEqual([plain]);
  });
});

describe('the plan of an import', () => {
  it('leaves out what is there already, once for each, and what there is no room for', () => {
    const other = { ...plain, name: 'Other' };
    const lines = linesOf(open('a.csv', writeCsv([plain, plain, other, { ...plain, due: '' }])));
    const plan = planImport(
      lines,
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
        const plan = planImport(linesOf(readTaskFile(`a.${kind}`, text)), tasks, 10_000);
        expect(plan.every(({ what }) => what === 'known')).toBe(true);
      }),
    );
  });
});
