import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { ListedTask, TasksPage } from '../../../../src/contract/operations.ts';
import type { Push } from '../../../../src/contract/push.ts';
import { createTasksMirror, type TasksMirror } from '../../../../src/ui/state/tasks-mirror.ts';
import { makeTask } from '../tasks/tasks.ts';
import { answering, deferred } from './answers.ts';

const now = 1_800_000_000_000;

/** The page that starts at `from`, of a list in pages of two. */
function pageOf(tasks: readonly ListedTask[], from: number, fetchedAt: number | null = now): TasksPage {
  const next = from + 2 < tasks.length ? from + 2 : null;
  return {
    tasks: tasks.slice(from, from + 2),
    deleting: [],
    unreadable: 0,
    next,
    total: tasks.length,
    fetchedAt,
  };
}

function push(upserted: ListedTask[], removed: string[] = []): Push {
  const summary = { open: upserted.length, dueToday: 0, overdue: 0 };
  return { kind: 'tasks', upserted, removed, deleting: [], total: 0, summary, fetchedAt: now };
}

const shown = (mirror: TasksMirror) => [...mirror.store.get().value.tasks.values()];

describe('the mirrored tasks', () => {
  const tasks = Array.from({ length: 5 }, () => makeTask());

  it('are read page by page', async () => {
    const { call, asked } = answering({ 'tasks.page': ({ from }) => pageOf(tasks, from) });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    await mirror.load();
    expect(shown(mirror)).toEqual(tasks);
    expect(asked).toEqual(['tasks.page', 'tasks.page', 'tasks.page']);
    expect(mirror.store.get()).toMatchObject({ loading: false, error: null, value: { fetchedAt: now } });
  });

  it('are shown from the first page on, and then all at once, however many pages there are', async () => {
    const many = Array.from({ length: 40 }, () => makeTask());
    const { call } = answering({ 'tasks.page': ({ from }) => pageOf(many, from) });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    const sizes: number[] = [];
    mirror.store.subscribe(() => sizes.push(mirror.store.get().value.tasks.size));
    await mirror.load();
    expect([...new Set(sizes)]).toEqual([0, 2, 40]);
    expect(sizes.length).toBeLessThan(6);
  });

  it('are called all of them only then, and those after the first page are asked for once that is painted', async () => {
    const { call, asked } = answering({ 'tasks.page': ({ from }) => pageOf(tasks, from) });
    const paint = deferred<void>();
    const mirror = createTasksMirror(
      call,
      () => now,
      () => paint.promise,
    );
    const loaded = mirror.load();
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown(mirror)).toEqual(tasks.slice(0, 2));
    expect(mirror.store.get().value.whole).toBe(false);
    expect(asked).toEqual(['tasks.page']);
    paint.resolve();
    await loaded;
    expect(mirror.store.get().value.whole).toBe(true);
    expect(asked.length).toBe(3);
  });

  it('are asked for at the server when they were never fetched, and read again when no push brought them', async () => {
    let fetchedAt: number | null = null;
    const { call, asked } = answering({
      'tasks.page': ({ from }) => pageOf(fetchedAt ? tasks.slice(0, 1) : [], from, fetchedAt),
      'tasks.refresh': () => {
        fetchedAt = now;
        return null;
      },
    });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    await mirror.load();
    expect(asked).toEqual(['tasks.page', 'tasks.refresh', 'tasks.page']);
    expect(shown(mirror)).toEqual(tasks.slice(0, 1));
  });

  it('follow pushes', async () => {
    const { call } = answering({ 'tasks.page': ({ from }) => pageOf(tasks.slice(0, 2), from) });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    await mirror.load();
    const [first, second] = tasks as [ListedTask, ListedTask]; // five were made
    const changed = { ...first, completed: true, version: 2, sync: 'waiting' as const };
    mirror.receive(push([changed], [second.taskId]));
    expect(shown(mirror)).toEqual([changed]);
    expect(mirror.summary.get()).toEqual({ open: 1, dueToday: 0, overdue: 0 });
  });

  it('believe a push rather than a page that was on its way', async () => {
    const page = deferred<TasksPage>();
    const { call } = answering({ 'tasks.page': () => page.promise });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    const loading = mirror.load();
    const [first, second] = tasks as [ListedTask, ListedTask]; // five were made
    const changed = { ...first, version: 2 };
    mirror.receive(push([changed], [second.taskId]));
    page.resolve(pageOf([first, second], 0));
    await loading;
    expect(shown(mirror)).toEqual([changed]);
  });

  it('lose what the background does not have any more', async () => {
    let kept = tasks;
    const { call } = answering({
      'tasks.page': ({ from }) => pageOf(kept, from),
      'tasks.refresh': () => null,
    });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    await mirror.load();
    kept = tasks.slice(3);
    await mirror.refresh();
    expect(shown(mirror)).toEqual(tasks.slice(3));
  });

  it('stay on the screen when asking again fails, and the loading ends', async () => {
    const { call } = answering({
      'tasks.page': ({ from }) => pageOf(tasks, from),
      'tasks.refresh': () => Promise.reject(new CodedError('serverError')),
    });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    await mirror.load();
    await mirror.refresh();
    expect(mirror.store.get()).toMatchObject({ loading: false, error: { code: 'serverError' } });
    expect(shown(mirror)).toEqual(tasks);
  });

  it('are gone when the account is, and an answer that comes later changes nothing', async () => {
    const page = deferred<TasksPage>();
    const { call } = answering({ 'tasks.page': () => page.promise });
    const mirror = createTasksMirror(
      call,
      () => now,
      async () => {},
    );
    const loading = mirror.load();
    mirror.forget();
    page.resolve(pageOf(tasks, 0));
    await loading;
    expect(shown(mirror)).toEqual([]);
    expect(mirror.store.get()).toMatchObject({ loading: false, error: null });
  });

  it('are asked for again without a word when somebody looks again, unless that was a moment ago', async () => {
    let at = now;
    const failing = { now: false };
    const { call, asked } = answering({
      'tasks.page': ({ from }) => pageOf(tasks.slice(0, 1), from, now),
      'tasks.refresh': () => (failing.now ? Promise.reject(new CodedError('offline')) : null),
    });
    const mirror = createTasksMirror(
      call,
      () => at,
      async () => {},
    );
    await mirror.load();
    await mirror.freshen();
    expect(asked).toEqual(['tasks.page']);
    at = now + 60_000;
    await mirror.freshen();
    expect(asked).toContain('tasks.refresh');
    failing.now = true;
    await expect(mirror.freshen()).rejects.toMatchObject({ code: 'offline' });
    expect(mirror.store.get()).toMatchObject({ loading: false, error: null });
  });
});
