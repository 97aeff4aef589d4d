/** One account's tasks: opened from the vault, shown to the screens, changed through the outbox. */
import { CodedError } from '../../contract/errors.ts';
import type { ListedTask, TasksPage } from '../../contract/operations.ts';
import type { Change } from '../../core/tasks/change.ts';
import type { ProjectMonth } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import { summarise, type TaskSummary } from '../../domain/task-summary.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { lazy } from '../lazy.ts';
import type { AccountVault } from '../storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from './account-tasks.ts';
import { type FirstPage, readFirstPage } from './first-page.ts';
import { keepInStep, type OutboxDependencies, unsentOf } from './outbox.ts';

export interface Tasks {
  /** Prepares the first answer to a screen. */
  ahead(): Promise<void>;
  page(from: number): Promise<TasksPage>;
  /** Fetches from the server if nothing is known yet: no figure is better than a wrong one. */
  summary(): Promise<TaskSummary>;
  /** Like {@link summary}. */
  all(): Promise<readonly ListedTask[]>;
  /** The tasks that are known here, without a fetch. */
  here(): Promise<readonly ListedTask[]>;
  /** @returns the task after the last change, null if it is gone */
  change(...changes: Change[]): Promise<ListedTask | null>;
  /**
   * Decides about a stuck change, and those that wait behind it.
   * @param changes returns the changes to keep instead, from both versions of the task
   * @returns false if nothing was stuck
   */
  decide(...decision: Parameters<AccountTasks['decide']>): Promise<boolean>;
  /** Undoes deletions that are still held back. @throws CodedError `taskNotFound` if there are none */
  restore(taskIds: readonly string[]): Promise<void>;
  /** @throws CodedError `taskNotFound` */
  get(taskId: string): Promise<ListedTask>;
  find(taskId: string): Promise<ListedTask | null>;
  /** Fetches the server's changes, and sends the unsent ones. */
  refresh(): Promise<void>;
  /** Sends the unsent changes. @returns whether none is left */
  flush(): Promise<boolean>;
  /** Sends deletions that are held back, if no other change is unsent. */
  sendDeletions(): Promise<void>;
  /** The number of unsent changes, with those that cannot be read here. */
  unsent(): Promise<number>;
  /**
   * Runs the end of the account at a time when nothing is unsent and nothing can be added.
   * @param run closes the account in the turn in which it is called
   * @throws CodedError `unsentChanges` with their `count`
   */
  whenSent(run: () => Promise<void>): Promise<void>;
  /** The number of known tasks that are due today or overdue. */
  due(): Promise<number>;
  unconfirmedDeltas(): Promise<ProjectMonth[]>;
  /** Sends the unsent changes in the background. A failure shows as a pending change. */
  resume(): void;
}

export interface TasksDependencies extends Omit<OutboxDependencies, 'current' | 'announce'> {
  vault: AccountVault;
  /** `YYYY-MM-DD`. */
  today: () => string;
  /** Called with the tasks that look different on their pages' cards. */
  pushToPages: (tasks: readonly Task[]) => void;
  /** Called after each change of the shown or unsent tasks. */
  changed: () => void;
}

/** Number of tasks in one answer or push. They can be rendered at once. */
const pageSize = 500;
/** Number of tasks in the first answer, which an empty screen waits for. They fill more than a screen. */
const firstPageSize = 100;

export function createTasks(dependencies: TasksDependencies): Tasks {
  const { now, today } = dependencies;
  const { current, firstPage, announce } = openTasks(dependencies);
  const { known, ...inStep } = keepInStep({ ...dependencies, current, announce });
  const here = async () => (await current()).list();
  const find = async (taskId: string) => (await current()).get(taskId);

  return {
    ...inStep,
    async ahead() {
      if (!(await firstPage())) await current();
    },
    async page(from) {
      const first = from === 0 && (await firstPage());
      return first
        ? { ...first, tasks: [...first.tasks], deleting: [], unreadable: 0, next: first.tasks.length }
        : pageOf(await current(), from, now());
    },
    summary: async () => summarise(await known(), today()),
    all: known,
    here,
    find,
    async get(taskId) {
      const task = await find(taskId);
      if (!task) throw new CodedError('taskNotFound');
      return task;
    },
    async due() {
      const { dueToday, overdue } = summarise(await here(), today());
      return dueToday + overdue;
    },
    async unconfirmedDeltas() {
      return (await firstPage()) ? [] : (await current()).unconfirmedDeltas();
    },
    async unsent() {
      return (await firstPage()) ? 0 : unsentOf(await current());
    },

    async change(...changes) {
      const tasks = await current();
      const shown = await tasks.enqueue(...changes);
      announce(tasks, [...new Set(changes.map(({ taskId }) => taskId))]);
      inStep.resume();
      return shown;
    },
    async decide(...decision) {
      const tasks = await current();
      const different = await tasks.decide(...decision);
      if (different.length === 0) return false;
      announce(tasks, different);
      inStep.resume();
      return true;
    },
    async restore(taskIds) {
      const tasks = await current();
      const restored = await tasks.restore(taskIds, now());
      announce(tasks, restored);
      if (restored.length === 0) throw new CodedError('taskNotFound');
    },
    async whenSent(run) {
      // Adding a change would open the list first.
      if (await firstPage()) return run();
      const tasks = await current();
      const { done } = await tasks.holdingAdditions(async () => {
        const count = unsentOf(tasks);
        if (count > 0) throw new CodedError('unsentChanges', { count });
        return { done: run() };
      });
      await done;
    },
  };
}

/** Opens the tasks of an account: the first page at once, all of them when they are needed. */
function openTasks({ vault, signal, today, now, push, pushToPages, changed }: TasksDependencies) {
  let loaded: AccountTasks | null = null;

  const load = lazy(async () => {
    const tasks = await loadAccountTasks(vault);
    loaded = tasks;
    keepFirstPage(tasks);
    const unannounced = tasks.unannounced();
    if (unannounced.length > 0) announce(tasks, unannounced);
    return tasks;
  });
  // If the first page cannot be read, the whole list is opened.
  const readFirst = lazy(() => readFirstPage(vault).catch(() => null));

  const keepFirstPage = (tasks: AccountTasks) =>
    fireAndForget(tasks.keepFirstPage(firstPageSize, () => !signal.aborted));

  /** Pushes the present state of these tasks to the screens. */
  function announce(tasks: AccountTasks, taskIds: readonly string[]): void {
    if (signal.aborted) return;
    for (let from = 0; from === 0 || from < taskIds.length; from += pageSize) {
      const ids = taskIds.slice(from, from + pageSize);
      const shown = ids.map((id) => ({ id, task: tasks.get(id) }));
      push({
        kind: 'tasks',
        upserted: shown.flatMap(({ task }) => task ?? []),
        removed: shown.flatMap(({ id, task }) => (task ? [] : id)),
        deleting: tasks.deleting(now()),
        total: tasks.list().length,
        summary: summarise(tasks.list(), today()),
        fetchedAt: tasks.fetchedAt(),
      });
    }
    tasks.announced(taskIds);
    pushToPages(tasks.changedOnPages());
    keepFirstPage(tasks);
    changed();
  }

  return {
    /** All tasks. @throws CodedError `sessionChanged` once the account is left */
    async current() {
      signal.throwIfAborted();
      const tasks = await load();
      signal.throwIfAborted();
      return tasks;
    },
    /** The first page and its counts while the list is not open; null if the list must be opened. */
    async firstPage(): Promise<FirstPage | null> {
      if (loaded) return null;
      const page = await readFirst();
      signal.throwIfAborted();
      return loaded ? null : page;
    },
    announce,
  };
}

function pageOf(tasks: AccountTasks, from: number, now: number): TasksPage {
  const list = tasks.list();
  const next = from + (from > 0 ? pageSize : firstPageSize);
  return {
    tasks: list.slice(from, next),
    deleting: tasks.deleting(now),
    unreadable: tasks.unreadable,
    next: next < list.length ? next : null,
    total: list.length,
    fetchedAt: tasks.fetchedAt(),
  };
}
