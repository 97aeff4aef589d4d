import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read, today } from './read.ts';

const sleek = readFileSync(new URL('samples/sleek-complex.txt', import.meta.url), 'utf8');

describe('todo.txt', () => {
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
    ['find due:soon', { name: 'find', due: '', description: 'due: soon' }],
    ['see https://a.example/x:1 +', { name: 'see https://a.example/x:1 +' }],
  ])('has the line "%s"', (text, expected) => {
    expect(read('todo.txt', text)).toMatchObject([expected]);
  });

  it.each([
    'x (A) 2023-06-28 2023-12-12 test5',
    'x (A) 2023-12-12 2023-06-28 test5',
    'x 2023-12-12 (A) 2023-06-28 test5',
    'x 2023-12-12 2023-06-28 (A) test5',
    'x 2023-12-12 2023-06-28 test5 pri:A',
    'x 2023-12-12 test5 pri:A created:2023-06-28',
    'x test5 pri:A cr:2023-06-28 completed:2023-12-12',
  ])('FI9: is read in the order of "%s"', (text) => {
    expect(read('todo.txt', text)).toMatchObject([
      { name: 'test5', createdOn: '2023-06-28', completedOn: '2023-12-12', description: 'Priority: A' },
    ]);
  });

  it('FI9: of a client with keys of its own loses none of them', () => {
    expect(read('todo.txt', sleek)).toMatchObject([
      {
        name: 'High priority task @computer',
        project: 'work',
        due: '2026-12-31',
        createdOn: '2026-01-15',
        description: 'Priority: A\nt: 2026-08-20',
      },
      { name: 'Completed task', completedOn: '2026-08-10', createdOn: '2026-01-10' },
      { name: 'Task with multiple projects +home +personal @computer', project: 'work', due: '2026-09-30' },
      { name: 'task with project', project: 'project1', description: 'Repeats: 1d' },
      { name: '(b) Get back to the boss', description: '' },
      { name: 'Learn how to add 2+2' },
      { name: 'x Find ticket prices', completedOn: '', description: 'Priority: A' },
      { name: 'New line with relative threshold date 3rd, 2005', description: 't: June' },
      { name: 'Call +49 30 123456 about the flat', project: 'N/A' },
      { name: 'X (A) 2009-02-12 2009-02-01 capital x', completedOn: '' },
      { name: 'Dentist', due: '', description: 'due: tomorrow' },
      { name: 'Dentist', due: '2026-12-24', description: 'Time: 10:00' },
    ]);
  });
});
