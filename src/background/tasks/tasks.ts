/** The signed-in account's tasks: shown from the cache, changed through the outbox, kept in step with the server. */
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
import type { Vault } from '../storage/vault.ts';
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
  unsent(): Promise<number>;
  /** How many are due today or overdue, as far as is known here; null for a guest. */
  due(): Promise<number | null>;
  unconfirmedDeltas(): Promise<ProjectMonth[]>;
  /** Sends what an earlier session of the account, which ended by itself, left unsent. */
  resume(): void;
  /** Drops what is held in memory: the account is no longer the one signed in. */
  forget(): void;
}

export interface TasksDependencies {
  vault: Vault;
  service: Pick<TasksService, 'delta' | 'send'>;
  /** The signed-in account's key, null for a guest. */
  account: () => string | null;
  today: () => string;
  now: () => number;
  retry: RetryTimer;
  push: (push: Push) => void;
  /** After each change of what is shown or unsent. */
  changed: () => void;
  whileSending: Projects['whileSending'];
}

export function createTasks(dependencies: TasksDependencies): Tasks {
  const { vault, service, retry } = dependencies;
  // The list is replaced and changes are confirmed one after the other: neither may overtake the other.
  const serial = createMutex();
  let loaded: { account: string; tasks: Promise<AccountTasks>; read: AccountTasks | null } | null = null;
  let first: { account: string; page: Promise<FirstPage | null> } | null = null;

  /** The account's tasks, and whether they still are: one that comes back after a sign-out starts afresh. */
  async function current(): Promise<{ tasks: AccountTasks; isCurrent: () => boolean }> {
    const account = dependencies.account();
    if (!account) throw new CodedError('signInRequired');
    if (loaded?.account !== account) {
      const tasks = loadAccountTasks(vault, account);
      const entry: typeof loaded = { account, tasks, read: null };
      loaded = entry;
      tasks.then(
        (read) => {
          entry.read = read;
          keepFirstPage(read);
          const unannounced = read.unannounced();
          if (loaded === entry && unannounced.length > 0) announce(read, unannounced);
        },
        () => {
          if (loaded === entry) loaded = null;
        },
      );
    }
    const entry = loaded;
    const isCurrent = () => loaded === entry && dependencies.account() === account;
    const tasks = await entry.tasks;
    if (!isCurrent()) throw new CodedError('sessionChanged');
    return { tasks, isCurrent };
  }

  /** What to show and to count by while the list itself is not there; null where it has to be. */
  async function beforeLoaded(): Promise<FirstPage | null> {
    const account = dependencies.account();
    const isLoaded = () => loaded?.account === account && loaded.read !== null;
    if (!account || isLoaded()) return null;
    if (first?.account !== account)
      first = { account, page: readFirstPage(vault, account).catch(() => null) }; // what cannot be read, the list tells
    const page = await first.page;
    return dependencies.account() === account && !isLoaded() ? page : null;
  }

  const keepFirstPage = (tasks: AccountTasks) =>
    fireAndForget(tasks.keepFirstPage(firstPageSize, () => loaded?.read === tasks));

  function announce(tasks: AccountTasks, changed: readonly string[]): void {
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
      const { tasks, isCurrent } = await current();
      if (!holdBack) tasks.release();
      const settled = (taskId: string, refused: { name: string; error: SafeError } | null) => {
        announce(tasks, [taskId]);
        if (refused) dependencies.push({ kind: 'rejected', ...refused });
      };
      const ready = (change: Change) => heldUntil(change, dependencies.now()) === null;
      const outcome = await drainOutbox(tasks, service, dependencies.whileSending, isCurrent, settled, ready);
      const [held] = tasks.deleting(dependencies.now());
      if (outcome === 'retryLater') retry.later();
      else if (outcome === 'empty' && held) retry.later(held.until - dependencies.now());
      else retry.stop();
      return tasks.outbox().length === 0;
    });

  /** @param unlessKnown leaves it at that when the list has come while this waited for its turn */
  const read = (unlessKnown: boolean) =>
    serial(async () => {
      const { tasks, isCurrent } = await current();
      if (unlessKnown && tasks.fetchedAt() !== null) return;
      const delta = await service.delta(tasks.since());
      if (!isCurrent()) throw new CodedError('sessionChanged');
      announce(tasks, await tasks.applyDelta(delta, dependencies.now()));
    });

  /** Every task; of an account that is new here, the server's. */
  async function known(): Promise<readonly ListedTask[]> {
    if ((await current()).tasks.fetchedAt() === null) await read(true);
    return (await current()).tasks.list();
  }

  /** Sends without anybody waiting: a failure shows as a change that stays pending. */
  function drainSoon(): void {
    // Left in the same moment: an alarm would ring for nobody, again and again.
    if (!dependencies.account()) {
      retry.stop();
      return;
    }
    retry.guard();
    fireAndForget(drain(true));
  }
  retry.onDue(drainSoon);

  return {
    async ahead() {
      if (dependencies.account() && !(await beforeLoaded())) await current();
    },
    async page(from) {
      const page = from === 0 && (await beforeLoaded());
      if (page) return { ...page, tasks: [...page.tasks], deleting: [], next: page.tasks.length };
      const { tasks } = await current();
      const list = tasks.list();
      const next = from + (from > 0 ? pageSize : firstPageSize);
      return {
        tasks: list.slice(from, next),
        deleting: tasks.deleting(dependencies.now()),
        next: next < list.length ? next : null,
        total: list.length,
        fetchedAt: tasks.fetchedAt(),
      };
    },
    async summary() {
      return summarise(await known(), dependencies.today());
    },
    all: known,
    here: async () => (await current()).tasks.list(),
    find: async (taskId) => (await current()).tasks.get(taskId),
    async get(taskId) {
      const task = (await current()).tasks.get(taskId);
      if (!task) throw new CodedError('taskNotFound');
      return task;
    },
    async change(...changes) {
      const { tasks } = await current();
      const shown = await tasks.enqueue(...changes);
      announce(tasks, [...new Set(changes.map(({ taskId }) => taskId))]);
      drainSoon();
      return shown;
    },
    async decide(taskId, changes) {
      const { tasks } = await current();
      const different = await tasks.decide(taskId, changes);
      if (different.length === 0) return false;
      announce(tasks, different);
      drainSoon();
      return true;
    },
    async restore(taskIds) {
      const { tasks } = await current();
      const restored = await tasks.restore(taskIds, dependencies.now());
      announce(tasks, restored);
      if (restored.length === 0) throw new CodedError('taskNotFound');
    },
    async refresh() {
      // Whoever looks is told whether it can be sent now, too.
      if ((await current()).tasks.outbox().length > 0) drainSoon();
      await read(false);
    },
    flush: () => drain(false),
    async sendDeletions() {
      if (!dependencies.account()) return;
      const { tasks } = await current();
      const deletions = tasks.deleting(dependencies.now());
      if (deletions.length > 0 && deletions.length === tasks.outbox().length) await drain(false);
    },
    async unsent() {
      return dependencies.account() && !(await beforeLoaded()) ? (await current()).tasks.outbox().length : 0;
    },
    async due() {
      if (!dependencies.account()) return null;
      const { dueToday, overdue } = summarise((await current()).tasks.list(), dependencies.today());
      return dueToday + overdue;
    },
    async unconfirmedDeltas() {
      return dependencies.account() && !(await beforeLoaded())
        ? (await current()).tasks.unconfirmedDeltas()
        : [];
    },
    resume() {
      drainSoon();
      dependencies.changed();
    },
    forget() {
      loaded = null;
      first = null;
      retry.stop();
    },
  };
}
