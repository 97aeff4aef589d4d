/** One account's tasks: shown from the cache, changed through the outbox, kept in step with the server. */
import { CodedError, type SafeError } from '../../contract/errors.ts';
import type { ListedTask, TasksPage } from '../../contract/operations.ts';
import type { Push } from '../../contract/push.ts';
import { createMutex } from '../../core/mutex.ts';
import { type Change, heldUntil } from '../../core/tasks/change.ts';
import type { TasksService } from '../../core/tasks/tasks-service.ts';
import type { ProjectMonth } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import type { TaskSummary } from '../../domain/task-summary.ts';
import { summarise } from '../../domain/task-summary.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { AccountVault } from '../storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from './account-tasks.ts';
import { type FirstPage, readFirstPage } from './first-page.ts';
import { drainOutbox } from './outbox.ts';
import type { Projects } from './projects.ts';
import type { RetryTimer } from './retry-timer.ts';

/** Tasks in one answer or push: small enough to be drawn at once. */
const pageSize = 500;
/** Tasks in the first answer, for which a screen waits with nothing to show: more than it has room for. */
const firstPageSize = 100;

export interface Tasks {
  /** Has what a screen asks for first at hand. */
  ahead(): Promise<void>;
  page(from: number): Promise<TasksPage>;
  /** Asks the server where nothing is known yet: no figure is better than a wrong one. */
  summary(): Promise<TaskSummary>;
  /** Like {@link summary}. */
  all(): Promise<readonly ListedTask[]>;
  /** Those that are known here, without asking anybody. */
  here(): Promise<readonly ListedTask[]>;
  /** @returns the task of the last change as it is then, null when it is gone */
  change(...changes: Change[]): Promise<ListedTask | null>;
  /**
   * What is to become of a change that is stuck, and of those that wait behind it.
   * @param changes what to keep in their place, given both versions of the task
   * @returns false when nothing was stuck
   */
  decide(
    taskId: string,
    changes: (waiting: readonly Change[], mine: Task | null, theirs: Task | null) => readonly Change[],
  ): Promise<boolean>;
  /** Takes back deletions that are held back still. @throws CodedError `taskNotFound` where none is */
  restore(taskIds: readonly string[]): Promise<void>;
  /** @throws CodedError `taskNotFound` */
  get(taskId: string): Promise<ListedTask>;
  find(taskId: string): Promise<ListedTask | null>;
  /** Reads from the server what has changed, and has what is unsent tried again. */
  refresh(): Promise<void>;
  /** Sends what is unsent. @returns whether nothing is left */
  flush(): Promise<boolean>;
  /** Sends deletions that are held back, where nothing else is unsent. */
  sendDeletions(): Promise<void>;
  /** Those that cannot be read here are counted too. */
  unsent(): Promise<number>;
  /**
   * Runs what ends the account, in a moment in which nothing is unsent and nothing can be added.
   * @param run closes the account in the turn in which it is called
   * @throws CodedError `unsentChanges` with their `count`
   */
  whenSent(run: () => Promise<void>): Promise<void>;
  /** How many are due today or overdue, as far as is known here. */
  due(): Promise<number>;
  unconfirmedDeltas(): Promise<ProjectMonth[]>;
  /** Sends what is unsent, without anybody waiting: a failure shows as a change that stays pending. */
  resume(): void;
}

export interface TasksDependencies {
  vault: AccountVault;
  service: Pick<TasksService, 'delta' | 'send'>;
  /** Aborted once the account is left: nothing is announced and nothing is sent any more. */
  signal: AbortSignal;
  today: () => string;
  now: () => number;
  retry: RetryTimer;
  push: (push: Push) => void;
  /** After each change of what is shown or unsent. */
  changed: () => void;
  whileSending: Projects['whileSending'];
}

export function createTasks(dependencies: TasksDependencies): Tasks {
  const { vault, service, signal, retry } = dependencies;
  // The list is replaced and changes are confirmed one after the other: neither may overtake the other.
  const serial = createMutex();
  let loading: Promise<AccountTasks> | null = null;
  let loaded: AccountTasks | null = null;
  let first: Promise<FirstPage | null> | null = null;

  /** @throws CodedError `sessionChanged` once the account is left */
  async function current(): Promise<AccountTasks> {
    signal.throwIfAborted();
    loading ??= load();
    const tasks = await loading;
    signal.throwIfAborted();
    return tasks;
  }

  async function load(): Promise<AccountTasks> {
    try {
      const read = await loadAccountTasks(vault);
      loaded = read;
      keepFirstPage(read);
      const unannounced = read.unannounced();
      if (unannounced.length > 0) announce(read, unannounced);
      return read;
    } catch (error) {
      loading = null; // the next question tries again
      throw error;
    }
  }

  /** What to show and to count by while the list itself is not there; null where it has to be. */
  async function beforeLoaded(): Promise<FirstPage | null> {
    if (loaded) return null;
    first ??= readFirstPage(vault).catch(() => null); // what cannot be read, the list tells
    const page = await first;
    signal.throwIfAborted();
    return loaded ? null : page;
  }

  const keepFirstPage = (tasks: AccountTasks) =>
    fireAndForget(tasks.keepFirstPage(firstPageSize, () => !signal.aborted));

  function announce(tasks: AccountTasks, changed: readonly string[]): void {
    if (signal.aborted) return;
    for (let from = 0; from === 0 || from < changed.length; from += pageSize) {
      const ids = changed.slice(from, from + pageSize);
      const shown = ids.map((id) => ({ id, task: tasks.get(id) }));
      dependencies.push({
        kind: 'tasks',
        upserted: shown.flatMap(({ task }) => task ?? []),
        removed: shown.flatMap(({ id, task }) => (task ? [] : id)),
        deleting: tasks.deleting(dependencies.now()),
        total: tasks.list().length,
        summary: summarise(tasks.list(), dependencies.today()),
        fetchedAt: tasks.fetchedAt(),
      });
    }
    tasks.announced(changed);
    keepFirstPage(tasks);
    dependencies.changed();
  }

  const drain = (holdBack: boolean) =>
    serial(async () => {
      const tasks = await current();
      if (!holdBack) tasks.release();
      const settled = (taskId: string, refused: { name: string; error: SafeError } | null) => {
        announce(tasks, [taskId]);
        if (refused && !signal.aborted) dependencies.push({ kind: 'rejected', ...refused });
      };
      const ready = (change: Change) => heldUntil(change, dependencies.now()) === null;
      const isHere = () => !signal.aborted;
      const outcome = await drainOutbox(tasks, service, dependencies.whileSending, isHere, settled, ready);
      signal.throwIfAborted();
      const [held] = tasks.deleting(dependencies.now());
      if (outcome === 'retryLater') retry.later();
      else if (outcome === 'empty' && held) retry.later(held.until - dependencies.now());
      else retry.stop();
      return unsentOf(tasks) === 0;
    });

  /** @param unlessKnown leaves it at that when the list has come while this waited for its turn */
  const read = (unlessKnown: boolean) =>
    serial(async () => {
      const tasks = await current();
      if (unlessKnown && tasks.fetchedAt() !== null) return;
      const delta = await service.delta(tasks.since());
      announce(tasks, await tasks.applyDelta(delta, dependencies.now()));
    });

  /** Every task; of an account that is new here, the server's. */
  async function known(): Promise<readonly ListedTask[]> {
    if ((await current()).fetchedAt() === null) await read(true);
    return (await current()).list();
  }

  function drainSoon(): void {
    if (signal.aborted) return;
    retry.guard();
    fireAndForget(drain(true));
  }

  return {
    async ahead() {
      if (!(await beforeLoaded())) await current();
    },
    async page(from) {
      const page = from === 0 && (await beforeLoaded());
      if (page)
        return { ...page, tasks: [...page.tasks], deleting: [], unreadable: 0, next: page.tasks.length };
      const tasks = await current();
      const list = tasks.list();
      const next = from + (from > 0 ? pageSize : firstPageSize);
      return {
        tasks: list.slice(from, next),
        deleting: tasks.deleting(dependencies.now()),
        unreadable: tasks.unreadable(),
        next: next < list.length ? next : null,
        total: list.length,
        fetchedAt: tasks.fetchedAt(),
      };
    },
    async summary() {
      return summarise(await known(), dependencies.today());
    },
    all: known,
    here: async () => (await current()).list(),
    find: async (taskId) => (await current()).get(taskId),
    async get(taskId) {
      const task = (await current()).get(taskId);
      if (!task) throw new CodedError('taskNotFound');
      return task;
    },
    async change(...changes) {
      const tasks = await current();
      const shown = await tasks.enqueue(...changes);
      announce(tasks, [...new Set(changes.map(({ taskId }) => taskId))]);
      drainSoon();
      return shown;
    },
    async decide(taskId, changes) {
      const tasks = await current();
      const different = await tasks.decide(taskId, changes);
      if (different.length === 0) return false;
      announce(tasks, different);
      drainSoon();
      return true;
    },
    async restore(taskIds) {
      const tasks = await current();
      const restored = await tasks.restore(taskIds, dependencies.now());
      announce(tasks, restored);
      if (restored.length === 0) throw new CodedError('taskNotFound');
    },
    async refresh() {
      // Whoever looks is told whether it can be sent now, too.
      if ((await current()).outbox().length > 0) drainSoon();
      await read(false);
    },
    flush: () => drain(false),
    async sendDeletions() {
      const tasks = await current();
      const deletions = tasks.deleting(dependencies.now());
      if (deletions.length > 0 && deletions.length === tasks.outbox().length) await drain(false);
    },
    async unsent() {
      return (await beforeLoaded()) ? 0 : unsentOf(await current());
    },
    async whenSent(run) {
      // Whoever adds something has to open the list first.
      if (await beforeLoaded()) return run();
      const tasks = await current();
      const { done } = await tasks.holdingAdditions(async () => {
        const count = unsentOf(tasks);
        if (count > 0) throw new CodedError('unsentChanges', { count });
        return { done: run() };
      });
      await done;
    },
    async due() {
      const { dueToday, overdue } = summarise((await current()).list(), dependencies.today());
      return dueToday + overdue;
    },
    async unconfirmedDeltas() {
      return (await beforeLoaded()) ? [] : (await current()).unconfirmedDeltas();
    },
    resume: drainSoon,
  };
}

const unsentOf = (tasks: AccountTasks): number => tasks.outbox().length + tasks.unreadable();
