import { describe, expect, it } from 'vitest';
import { createTaskFinder, type Filter } from '../../../../src/ui/tasks/task-filter.ts';
import { makeTask } from './tasks.ts';

const today = '2026-11-20';
const everything: Filter = { words: '', project: null, due: 'any' };

describe('the search', () => {
  const task = makeTask({ name: 'Review pull request', project: 'Development', description: 'See Übung 7' });
  const finds = (words: string) => createTaskFinder()([task], { ...everything, words }, today).length === 1;

  it.each(['', '  ', 'review', 'REQUEST pull', 'develop', 'übung', 'see review'])(
    'finds a task by "%s"',
    (typed) => {
      expect(finds(typed)).toBe(true);
    },
  );
  it.each(['zebra', 'review zebra', 'pull-request'])('does not find it by "%s"', (typed) => {
    expect(finds(typed)).toBe(false);
  });
});

describe('the filters', () => {
  const late = makeTask({ name: 'Pay rent', project: 'Home', due: '2026-11-19' });
  const now = makeTask({ name: 'Pay tax', project: 'Office', due: today });
  const soon = makeTask({ name: 'Call', project: 'Office', due: '2026-11-25' });
  const never = makeTask({ name: 'Dream', project: 'Home', due: '' });
  const done = makeTask({ name: 'Paid', project: 'Home', due: '2026-11-19', completed: true });
  const tasks = [late, now, soon, never, done];
  const found = (part: Partial<Filter>) => createTaskFinder()(tasks, { ...everything, ...part }, today);

  it('let through what fits all of them', () => {
    expect(found({})).toBe(tasks);
    expect(found({ words: 'pay' })).toEqual([late, now]);
    expect(found({ project: 'Home' })).toEqual([late, never, done]);
    expect(found({ words: 'pay', project: 'Office' })).toEqual([now]);
  });

  it('find what is due then, and nothing completed', () => {
    expect(found({ due: 'overdue' })).toEqual([late]);
    expect(found({ due: 'today' })).toEqual([now]);
    expect(found({ due: 'week' })).toEqual([now, soon]);
    expect(found({ due: 'none' })).toEqual([never]);
  });

  it('find the same letter by letter, with letters taken back and with other tasks, as all at once', () => {
    const find = createTaskFinder();
    const more = [...tasks, makeTask({ name: 'Repay the tax' })];
    for (const [among, words, due] of [
      [tasks, 'p', 'any'],
      [tasks, 'pa', 'any'],
      [tasks, 'pay t', 'any'],
      [tasks, 'pay', 'any'],
      [more, 'pay', 'any'],
      [more, 'pay', 'none'],
      [more, 'pay tax', 'none'],
      [more, 'ay tax', 'none'],
    ] as const) {
      const filter: Filter = { words, project: null, due };
      expect(find(among, filter, today)).toEqual(createTaskFinder()(among, filter, today));
    }
  });
});

describe('ten thousand tasks', () => {
  /** Tasks that count how often they are looked at, and how often they are read to the end. */
  function watched(count: number) {
    const seen = { looks: 0, reads: 0 };
    const tasks = Array.from({ length: count }, (_, index) => ({
      ...makeTask(),
      due: today,
      get completed() {
        seen.looks += 1;
        return false;
      },
      get description() {
        seen.reads += 1;
        return `no${index}.`;
      },
    }));
    return { tasks, seen };
  }

  it('are each read once, and then only those looked at that an earlier letter has left', () => {
    const { tasks, seen } = watched(10_000);
    const find = createTaskFinder();
    const type = (words: string) => {
      const looks = seen.looks;
      const found = find(tasks, { words, project: null, due: 'today' }, today).length;
      return { found, looked: seen.looks - looks };
    };
    expect(type('no7')).toEqual({ found: 1_111, looked: 10_000 });
    expect(type('no77')).toEqual({ found: 111, looked: 1_111 });
    expect(type('no777')).toEqual({ found: 11, looked: 111 });
    expect(type('no777')).toEqual({ found: 11, looked: 0 });
    expect(type('no')).toEqual({ found: 10_000, looked: 10_000 });
    expect(seen.reads).toBe(10_000);
  });
});
