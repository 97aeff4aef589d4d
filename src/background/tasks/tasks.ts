/** One account's tasks: shown from the cache, changed through the outbox, synchronised with the server. */
import { CodedError, type SafeError } from '../../contract/errors.ts';
import type { ListedTask, TasksPage } from '../../contract/operations.ts';
import { createMutex } from '../../core/mutex.ts';
import { type Change, heldUntil } from '../../core/tasks/change.ts';
import type { TasksService } from '../../core/tasks/tasks-service.ts';
import type { ProjectMonth } from '../../domain/project-counters.ts';
import { summarise, type TaskSummary } from '../../domain/task-summary.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { AccountTasks } from './account-tasks.ts';
import {
  firstPageSize,
  type OpenedTasks,
  type OpenedTasksDependencies,
  openTasks,
  pageSize,
} from './opened-tasks.ts';
import { drainOutbox } from './outbox.ts';
import type { Projects } from './projects.ts';
import type { RetryTimer } from './retry-timer.ts';

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

export interface TasksDependencies extends OpenedTasksDependencies {
  service: Pick<TasksService, 'delta' | 'send'>;
  retry: RetryTimer;
  whileSending: Projects['whileSending'];
}

export function createTasks(dependencies: TasksDependencies): Tasks {
  const { now, today } = dependencies;
  const opened = openTasks(dependencies);
  const { all: current, firstPage, announce } = opened;
  const { known, ...inStep } = keepInStep(opened, dependencies);
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

/** Sends unsent changes and fetches the server's, one after the other: neither may overtake the other. */
function keepInStep(
  { all: current, announce }: OpenedTasks,
  { service, whileSending, signal, now, push, retry }: TasksDependencies,
) {
  const serial = createMutex();

  /** @param holdBack whether deletions stay held back. @returns whether nothing is left */
  const send = (holdBack: boolean): Promise<boolean> =>
    serial(async () => {
      const tasks = await current();
      if (!holdBack) tasks.release();
      const settled = (taskId: string, refused: { name: string; error: SafeError } | null) => {
        announce(tasks, [taskId]);
        if (refused && !signal.aborted) push({ kind: 'rejected', ...refused });
      };
      const ready = (change: Change) => heldUntil(change, now()) === null;
      const outcome = await drainOutbox(tasks, service, whileSending, () => !signal.aborted, settled, ready);
      signal.throwIfAborted();
      const [held] = tasks.deleting(now());
      if (outcome === 'retryLater') retry.later();
      else if (outcome === 'empty' && held) retry.later(held.until - now());
      else retry.stop();
      return unsentOf(tasks) === 0;
    });

  function resume(): void {
    if (signal.aborted) return;
    retry.guard();
    fireAndForget(send(true));
  }

  /** @param unlessKnown does nothing if the list has arrived meanwhile */
  const read = (unlessKnown: boolean): Promise<void> =>
    serial(async () => {
      const tasks = await current();
      if (unlessKnown && tasks.fetchedAt() !== null) return;
      const delta = await service.delta(tasks.since());
      announce(tasks, await tasks.applyDelta(delta, now()));
    });

  return {
    resume,
    flush: () => send(false),
    async sendDeletions() {
      const tasks = await current();
      const deletions = tasks.deleting(now());
      if (deletions.length > 0 && deletions.length === tasks.outbox().length) await send(false);
    },
    async refresh() {
      // The refresh also sends unsent changes, whose result the person wants to know.
      if ((await current()).outbox().length > 0) resume();
      await read(false);
    },
    /** All tasks. For an account that is new here, they are fetched from the server. */
    async known() {
      if ((await current()).fetchedAt() === null) await read(true);
      return (await current()).list();
    },
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

const unsentOf = (tasks: AccountTasks): number => tasks.outbox().length + tasks.unreadable;
