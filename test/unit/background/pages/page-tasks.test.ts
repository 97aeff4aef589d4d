import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  alreadyOpen,
  forCard,
  taskOf,
  taskOfLink,
  taskOfPage,
  tasksOfPage,
} from '../../../../src/background/pages/page-tasks.ts';
import { noProject, type Task, taskDraft } from '../../../../src/domain/task.ts';

const url = new URL('https://example.org/a?utm_source=x#part');

const made = (name: string, address: string): Task => ({
  ...taskOfPage(name, new URL(address)),
  taskId: crypto.randomUUID(),
  createdOn: '2026-11-21',
  completed: false,
  completedOn: '',
  version: 1,
});

describe('the tasks of a page', () => {
  const tasks = [
    made('Read', 'https://example.org/a?page=2'),
    made('Sign', 'https://example.org/a?utm_source=mail&page=2#top'),
    made('Other page', 'https://example.org/b'),
    made('Other site', 'https://example.com/a?page=2'),
  ];

  it('are those made of it, however it was reached', () => {
    const names = (address: string) => tasksOfPage(tasks, address).map(({ name }) => name);
    expect(names('https://example.org/a?page=2&fbclid=x#bottom')).toEqual(['Read', 'Sign']);
    expect(names('https://example.org/a')).toEqual([]);
    expect(names('about:blank')).toEqual([]);
  });

  it('are told without anything but what the card shows', () => {
    expect(Object.keys(forCard(tasks[0] ?? made('', 'https://example.org'))).sort()).toEqual(
      ['taskId', 'name', 'project', 'due', 'completed'].sort(),
    );
  });

  it('are found among ten thousand by looking at each address once, however many pages are visited', () => {
    let looks = 0;
    const many = Array.from({ length: 10_000 }, (_, at) => {
      const task = made(`Task ${at}`, `https://example.org/${at}`);
      const url = task.source?.url ?? '';
      return {
        ...task,
        source: {
          title: '',
          get url() {
            looks++;
            return url;
          },
        },
      };
    });
    for (let visit = 0; visit < 20; visit++)
      expect(tasksOfPage(many, `https://example.org/${visit}`)).toHaveLength(1);
    expect(looks).toBe(many.length);
  });
});

describe('a task of a page', () => {
  it('is named by the title, or by the host, and keeps the address without what does not belong to it', () => {
    expect(taskOfPage(' Invoice\n 41 ', url)).toEqual({
      name: 'Invoice 41',
      project: noProject,
      due: '',
      description: '',
      source: { title: 'Invoice\n 41', url: 'https://example.org/a#part' },
    });
    expect(taskOfPage('', url)).toMatchObject({ name: 'example.org', source: { title: 'example.org' } });
  });

  it('keeps no address that is too long, rather than half of one', () => {
    for (const rest of ['', '#/'])
      expect(
        taskOfPage('Long', new URL(`https://example.org/${rest}${'a'.repeat(3000)}`)),
      ).not.toHaveProperty('source');
  });

  it('PG5: leads back to the same mail, and is found wherever on the page one is', () => {
    const task = made('Mail', 'https://example.org/mail#inbox/aaa');
    expect(task.source?.url).toBe('https://example.org/mail#inbox/aaa');
    expect(tasksOfPage([task], 'https://example.org/mail#inbox/bbb')).toEqual([task]);
    const order = made('Order 7', 'https://example.org/#/orders/7');
    expect(tasksOfPage([order], 'https://example.org/#/orders/7')).toEqual([order]);
    expect(tasksOfPage([order], 'https://example.org/#/orders/8')).toEqual([]);
  });

  it.each([
    ['(1) A video', 'A video'],
    ['(99+) A video', 'A video'],
    ['(1,234) Inbox', 'Inbox'],
    ['(3)Home / X', 'Home / X'],
    ['(2) (1) Chat', 'Chat'],
    ['(1984) A review', '(1984) A review'],
    ['(a) first', '(a) first'],
    ['[3] Ticket', '[3] Ticket'],
    ['(7)', '(7)'],
    ['*', '*'],
    ['2 (1) b', '2 (1) b'],
    ['• Chat', 'Chat'],
    ['● notes.md', 'notes.md'],
    ['• (2) Chat', 'Chat'],
    ['* notes.md', 'notes.md'],
    ['Chapter (3)', 'Chapter (3)'],
    ['Inbox (3)', 'Inbox (3)'],
    ['3 new · Inbox', '3 new · Inbox'],
  ])('PG6: of a page titled %j is named %j', (title, name) => {
    expect(taskOfPage(title, url)).toMatchObject({ name, source: { title: name } });
  });

  it('PG6: of a link keeps the words of the link', () => {
    expect(taskOfLink('(500) Days of Summer', url)).toMatchObject({ name: '(500) Days of Summer' });
  });

  it('of a long selection is named by its beginning and tells it whole', () => {
    const selection = 'word '.repeat(60);
    const task = taskOf(selection, { title: 'Page', url });
    expect(task.name).toMatch(/^(word )+word…$/);
    expect(task.name.length).toBeLessThanOrEqual(121);
    expect(task.description).toBe(selection.trim());
  });

  it('QL6: of a long text is cut between two characters, as people see them', () => {
    const family = '👨‍👩‍👧‍👦';
    for (const before of ['', 'a', 'ab', 'abc', 'abcd', 'abcde']) {
      const task = taskOf(before + family.repeat(900), { title: before + family.repeat(900), url });
      for (const text of [task.name.replace(/…$/, ''), task.description, task.source?.title ?? '']) {
        expect(text.length).toBeGreaterThan(100);
        expect(text.replaceAll(family, '')).toBe(before);
      }
      expect(v.is(taskDraft, task)).toBe(true);
    }
  });

  it('can be written, whatever was selected', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('word ', '\n', 'a', '😀', '#'), { maxLength: 200 }), (parts) => {
        const selected = parts.join('');
        fc.pre(selected.trim() !== '');
        const { source: _, ...task } = taskOf(selected);
        expect(v.is(taskDraft, task)).toBe(true);
        expect(() => encodeURIComponent(task.name)).not.toThrow(); // as half a character would
      }),
    );
  });

  it('is there already while an open one has its name and page', () => {
    const task = made('Invoice', url.href);
    expect(alreadyOpen([task], taskOfPage('Invoice', new URL('https://example.org/a#other')))).toBe(task);
    expect(alreadyOpen([{ ...task, completed: true }], taskOfPage('Invoice', url))).toBeUndefined();
    expect(alreadyOpen([task], taskOfPage('Other', url))).toBeUndefined();
    expect(alreadyOpen([task], taskOf('Invoice'))).toBeFalsy();
  });

  it.each([
    ['(1) A video', '(2) A video'],
    ['A video', '(2) A video'],
    ['(1) A video', 'A video'],
    ['Inbox (3)', 'Inbox (4)'],
    ['Inbox (3)', 'Inbox'],
    ['Inbox (9) – Mail', 'Inbox (1,234) – Mail'],
    ['Inbox', 'Inbox (99+)'],
    ['[3] Inbox', '[4] Inbox'],
    ['Chat', '• Chat'],
    ['● Chat', 'Chat'],
    ['Chat', '(2) • Chat'],
    ['3 new · Inbox', '12 new · Inbox'],
    ['Inbox', '3 new messages | Inbox'],
  ])('PG6: is there already when %j has become %j', (before, now) => {
    const task = made(before, url.href);
    expect(alreadyOpen([task], taskOfPage(now, url))).toBe(task);
    // As versions before have named it.
    const named = { ...task, name: before };
    expect(alreadyOpen([named], taskOfPage(now, url))).toBe(named);
    expect(alreadyOpen([task], taskOfPage(now, new URL('https://example.org/b')))).toBeUndefined();
  });

  it('PG6: is there already when the number at the end of a long title has changed', () => {
    const task = made(`${'word '.repeat(40)}(1)`, url.href);
    expect(alreadyOpen([task], taskOfPage(`${'word '.repeat(40)}(2)`, url))).toBe(task);
  });

  it.each([
    ['Order 7', 'Order 8'],
    ['(1984) A review', '(1985) A review'],
    ['Page 2 of 3', 'Page 3 of 3'],
    ['Inbox (3)', 'Outbox (3)'],
    ['(1)', '(2)'],
  ])('PG6: is another one when %j has become %j', (before, now) => {
    expect(alreadyOpen([made(before, url.href)], taskOfPage(now, url))).toBeUndefined();
  });

  it('PG6: is another one where selected words differ by their number', () => {
    const place = { title: 'A list', url };
    const task = { ...made('', url.href), ...taskOf('(1) Boxes', place) };
    expect(alreadyOpen([task], taskOf('(2) Boxes', place))).toBeUndefined();
    expect(alreadyOpen([task], taskOf('(1) Boxes', place))).toBe(task);
  });
});
