import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { alreadyOpen, taskOf, taskOfPage } from '../../../src/background/page-tasks.ts';
import { noProject, type Task, taskDraft } from '../../../src/contract/task.ts';

const url = new URL('https://example.org/a?utm_source=x#part');

describe('a task of a page', () => {
  it('is named by the title, or by the host, and keeps the address without what does not belong to it', () => {
    expect(taskOfPage(' Invoice\n 41 ', url)).toEqual({
      name: 'Invoice 41',
      project: noProject,
      due: '',
      description: '',
      source: { title: 'Invoice\n 41', url: 'https://example.org/a' },
    });
    expect(taskOfPage('', url)).toMatchObject({ name: 'example.org', source: { title: 'example.org' } });
  });

  it('keeps no address that is too long, rather than half of one', () => {
    expect(taskOfPage('Long', new URL(`https://example.org/${'a'.repeat(3000)}`))).not.toHaveProperty(
      'source',
    );
  });

  it('of a long selection is named by its beginning and tells it whole', () => {
    const selection = 'word '.repeat(60);
    const task = taskOf(selection, { title: 'Page', url });
    expect(task.name).toMatch(/^(word )+word…$/);
    expect(task.name.length).toBeLessThanOrEqual(121);
    expect(task.description).toBe(selection.trim());
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
    const made = taskOfPage('Invoice', url);
    const task: Task = {
      ...made,
      taskId: '11111111-2222-4333-8444-555555555555',
      createdOn: '2026-11-21',
      completed: false,
      completedOn: '',
      version: 1,
    };
    expect(alreadyOpen([task], taskOfPage('Invoice', new URL('https://example.org/a#other')))).toBe(task);
    expect(alreadyOpen([{ ...task, completed: true }], made)).toBeUndefined();
    expect(alreadyOpen([task], taskOfPage('Other', url))).toBeUndefined();
    expect(alreadyOpen([task], taskOf('Invoice'))).toBeFalsy();
  });
});
