import { describe, expect, it } from 'vitest';
import { decode, isUnfit } from '../../../../src/options/task-files/decode.ts';
import { inSlices } from '../../../../src/options/task-files/in-slices.ts';
import { isPacked, readTaskFile } from '../../../../src/options/task-files/read-file.ts';
import { linesOf, open, read } from './read.ts';

const utf16 = (text: string, mark: boolean, little = true) => {
  const all = mark ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(all.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < all.length; at += 1) view.setUint16(at * 2, all.charCodeAt(at), little);
  return bytes;
};
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const utf8 = (text: string) => new Uint8Array(new TextEncoder().encode(text));

describe('a table', () => {
  it.each([
    [
      'name,due,Due date',
      'A,2026-12-24,2026-12-31',
      { due: '2026-12-24', description: 'Due date: 2026-12-31' },
    ],
    ['name,due,Due date', 'A,,2026-12-31', { due: '2026-12-31', description: '' }],
    ['name,due,Due date', 'A,2026-12-24,2026-12-24', { due: '2026-12-24', description: '' }],
    ['title,task', 'A,B', { name: 'A', description: 'task: B' }],
    ['name,notes,description', 'A,first,second', { description: 'first\n\nsecond' }],
    ['name,project,list', 'A,P,L', { project: 'P', description: 'list: L' }],
    [
      'name,url,link',
      'A,https://a.example,https://b.example',
      { source: { url: 'https://a.example' }, description: 'link: https://b.example' },
    ],
    ['name,priority,importance', 'A,high,2', { description: 'Priority: high\nPriority: 2' }],
    ['name,done,completed on', 'A,yes,2026-11-01', { completedOn: '2026-11-01', description: '' }],
    ['name,colour,colour', 'A,red,blue', { description: 'colour: red\ncolour: blue' }],
  ])('FI4: keeps both of two columns of one meaning: %s / %s', (header, line, task) => {
    expect(read('x.csv', `${header}\n${line}\n`)).toMatchObject([{ name: 'A', ...task }]);
  });

  it.each([
    ['name', 'Buy milk, eggs', { name: 'Buy milk, eggs' }],
    ['name', 'Buy milk; eggs\tand more', { name: 'Buy milk; eggs\tand more' }],
    ['name,due', 'Buy milk, eggs', { name: 'Buy milk', description: 'due: eggs' }],
    ['name,due', 'Buy milk,2026-12-24,eggs,bread', { name: 'Buy milk', description: 'eggs\nbread' }],
    ['name;due', 'Buy milk, eggs;2026-12-24', { name: 'Buy milk, eggs', due: '2026-12-24' }],
    ['name,,', 'Buy milk,eggs,', { name: 'Buy milk', description: 'eggs' }],
  ])('FI7: loses no cell without a name: %s / %s', (header, line, task) => {
    expect(read('x.csv', `${header}\n${line}\n`)).toMatchObject([task]);
  });

  it.each([
    [
      'Title;Notes;Due date;Done\nMilk;"2 l; fresh";2026-11-21;no\n',
      { name: 'Milk', description: '2 l; fresh', due: '2026-11-21' },
    ],
    ['\uFEFFsubject\tcompleted on\r\nMilk\t2026-11-19', { name: 'Milk', completedOn: '2026-11-19' }],
    ['done,task\nx,Milk', { name: 'Milk', completedOn: '2026-11-20' }],
    ['name|project\rMilk|Home\r', { name: 'Milk', project: 'Home' }],
    ['sep=;\r\nname;due\r\nMilk;2026-12-24', { name: 'Milk', due: '2026-12-24' }],
    [
      'Aufgabe;Projekt;Fällig am;Erledigt\nMilch;Haus;24.12.2026;Ja',
      { name: 'Milch', project: 'Haus', due: '2026-12-24', completedOn: '2026-11-20' },
    ],
    ['Tâche;Échéance\nLait;24/12/2026', { name: 'Lait', due: '2026-12-24' }],
    [
      'dueDate,task_name,is_completed\n2026-12-24,Milk,TRUE',
      { name: 'Milk', due: '2026-12-24', completedOn: '2026-11-20' },
    ],
  ])('of another program or a spreadsheet is read: %j', (text, expected) => {
    expect(read('x.csv', text)).toMatchObject([expected]);
  });

  it('has a line of its own for each line, whatever ends them', () => {
    expect(read('x.csv', 'name,due\r\na,\nb,\rc,\r\n')).toMatchObject([
      { name: 'a' },
      { name: 'b' },
      { name: 'c' },
    ]);
  });

  it('without a name that is known is shown, so that the person may say which column it is', () => {
    const table = open('x.csv', 'colour;size\nred;1\n');
    expect(table.columns).toEqual([
      { name: 'colour', use: 'words' },
      { name: 'size', use: 'words' },
    ]);
    expect(linesOf(table)).toMatchObject([{ line: 2, problem: 'noName' }]);
    table.columns[0] = { name: 'colour', use: 'name' };
    expect(linesOf(table)).toMatchObject([{ task: { name: 'red', description: 'size: 1' } }]);
  });

  it('without names of columns has its first line as a task, if the person says so', () => {
    const text = 'Milk,2026-12-24\nTea,2026-12-25\n';
    expect(readTaskFile('x.csv', text)).toMatchObject({ firstLine: 'names', rows: [{ line: 2 }] });
    expect(readTaskFile('x.csv', text, 'task')).toMatchObject({
      firstLine: 'task',
      columns: [
        { name: '', use: 'words' },
        { name: '', use: 'words' },
      ],
      rows: [{ line: 1, cells: ['Milk', '2026-12-24'] }, { line: 2 }],
    });
    expect(readTaskFile('x.csv', 'Milk,2026-12-24')).toMatchObject({
      firstLine: 'task',
      rows: [{ line: 1 }],
    });
    expect(readTaskFile('x.csv', 'name\nMilk', 'task')?.rows).toMatchObject([{ line: 2 }]);
  });

  it('with a title above its names is read from there on', () => {
    expect(open('x.csv', 'My tasks,\n,\nTask,Due\nMilk,24.12.2026\n').besides).toEqual({ settings: 2 });
    expect(read('x.csv', 'My tasks,\n,\nTask,Due\nMilk,24.12.2026\n')).toMatchObject([{ due: '2026-12-24' }]);
  });

  it('saved with tabs as .txt is a table, and a task with a tab is not', () => {
    expect(read('x.txt', 'Name\tDue\nMilk\t2026-12-24\n')).toMatchObject([
      { name: 'Milk', due: '2026-12-24' },
    ]);
    expect(read('x.txt', 'Buy\tmilk\n')).toMatchObject([{ name: 'Buy milk' }]);
  });

  it('has bounds', () => {
    expect(readTaskFile('x.csv', `name\n${'a\n'.repeat(100_001)}`)).toBeNull();
    expect(readTaskFile('x.csv', `name${',a'.repeat(200)}\nb`)).toBeNull();
    expect(
      readTaskFile(
        'x.json',
        JSON.stringify([Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`k${at}`, 1]))]),
      ),
    ).toBeNull();
    expect(readTaskFile('x.txt', 'a\n'.repeat(100_001))).toBeNull();
    expect(isPacked(utf8('PK\u0003\u0004'))).toBe(true);
  });

  it('of ten thousand lines is read in slices', async () => {
    let pauses = 0;
    const lines = linesOf(open('x.csv', `name,due\n${'Milk,24.12.2026\n'.repeat(10_000)}`));
    const taken = await inSlices(lines, async () => {
      pauses += 1;
    });
    expect(taken).toHaveLength(10_000);
    expect(pauses).toBeGreaterThanOrEqual(20);
  });
});

describe('FI6: the letters of a file', () => {
  const text = 'name;project\r\nCaf\u00e9 \u2013 50 \u20ac;B\u00fcro\r\n';
  it.each([
    ['UTF-8', utf8(text), 'utf-8', false],
    ['UTF-8 with a mark', utf8(`\uFEFF${text}`), 'utf-8', false],
    ['UTF-16 with a mark', utf16(text, true), 'utf-16le', false],
    ['UTF-16 without one', utf16(text, false), 'utf-16le', false],
    ['big-endian UTF-16', utf16(text, true, false), 'utf-16be', false],
    ['big-endian UTF-16 without a mark', utf16(text, false, false), 'utf-16be', false],
  ])('are decoded from %s', (_, bytes, encoding, guessed) => {
    expect(decode(bytes)).toMatchObject({ encoding, guessed });
    expect(read('x.csv', bytes)).toMatchObject([{ name: 'Café – 50 €', project: 'Büro' }]);
  });

  it('are decoded from Windows-1252, and said to be a guess', () => {
    // Node 20 takes Windows-1252 for ISO 8859-1. The dash and the euro are tried in the browsers.
    const bytes = latin('name;project\r\nCaf\u00e9;B\u00fcro\r\n');
    expect(decode(bytes)).toMatchObject({ encoding: 'windows-1252', guessed: true });
    expect(read('x.csv', bytes)).toMatchObject([{ name: 'Café', project: 'Büro' }]);
  });

  it('are decoded as the person says', () => {
    const bytes = Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]);
    expect(decode(bytes, 'windows-1251').text).toBe('Привет');
  });

  it('are never replaced without a word, where bytes mean nothing in the encoding', () => {
    expect(read('x.csv', utf8('name\nU+FFFD is \uFFFD\n'))).toMatchObject([{ name: 'U+FFFD is \uFFFD' }]);
    const damaged = Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8('name\nCaf'), 0xe9, ...utf8('\ngood\n')]);
    expect(read('x.csv', damaged)).toMatchObject(['badCharacters', { name: 'good' }]);
    expect(isUnfit(decode(Uint8Array.from([0x61, 0xff]), 'shift_jis').text)).toBe(true);
  });

  it.each([
    ['a NUL', 'Caf\u0000e'],
    ['a control character', 'a\u0007b'],
    ['an escape', '\u001b[31mred'],
    ['a control character above ASCII', 'a\u0085b'],
    ['the first half of a pair', 'a\ud83d'],
    ['the second half of a pair', '\ude00b'],
  ])('are never %s', (_, name) => {
    for (const [file, content] of [
      ['x.json', JSON.stringify([{ name }, { name: 'A', description: name }, { name: 'good' }])],
      ['x.csv', utf16(`name,description\n"${name}",\nA,"${name}"\ngood,\n`, true)],
      ['x.txt', utf16(`${name}\n${name} due:2026-12-24\ngood\n`, true)],
    ] as const)
      expect(read(file, content)).toMatchObject(['badCharacters', 'badCharacters', { name: 'good' }]);
  });

  it('do not matter in a column that is not read', () => {
    expect(read('x.csv', 'name,id\nA,\u0001\n')).toMatchObject([{ name: 'A', description: '' }]);
    expect(read('x.json', '[{"name":"A","bad\\u0000":"x"}]')).toEqual(['badCharacters']);
  });

  it('may be emoji, in whole', () => {
    expect(read('x.csv', utf16('name\nParty 🎉\n', true))).toMatchObject([{ name: 'Party 🎉' }]);
  });
});
