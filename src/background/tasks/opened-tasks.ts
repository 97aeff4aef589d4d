/** Opens the tasks of an account: the first page at once, all of them when they are needed. */
import type { Push } from '../../contract/push.ts';
import type { Task } from '../../domain/task.ts';
import { summarise } from '../../domain/task-summary.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { lazy } from '../lazy.ts';
import type { AccountVault } from '../storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from './account-tasks.ts';
import { type FirstPage, readFirstPage } from './first-page.ts';

/** Number of tasks in one answer or push. They can be rendered at once. */
export const pageSize = 500;
/** Number of tasks in the first answer, which an empty screen waits for. They fill more than a screen. */
export const firstPageSize = 100;

export interface OpenedTasks {
  /** All tasks. @throws CodedError `sessionChanged` once the account is left */
  all(): Promise<AccountTasks>;
  /** The first page and its counts while the list is not open; null if the list must be opened. */
  firstPage(): Promise<FirstPage | null>;
  /** Pushes the present state of these tasks to the screens. */
  announce(tasks: AccountTasks, taskIds: readonly string[]): void;
}

export interface OpenedTasksDependencies {
  vault: AccountVault;
  /** Aborted once the account is left: nothing is pushed or sent any more. */
  signal: AbortSignal;
  /** `YYYY-MM-DD`. */
  today: () => string;
  /** Epoch ms. */
  now: () => number;
  push: (push: Push) => void;
  /** Called with the tasks that look different on their pages' cards. */
  pushToPages: (tasks: readonly Task[]) => void;
  /** Called after each change of the shown or unsent tasks. */
  changed: () => void;
}

export function openTasks({
  vault,
  signal,
  today,
  now,
  push,
  pushToPages,
  changed,
}: OpenedTasksDependencies): OpenedTasks {
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
    async all() {
      signal.throwIfAborted();
      const tasks = await load();
      signal.throwIfAborted();
      return tasks;
    },
    async firstPage() {
      if (loaded) return null;
      const page = await readFirst();
      signal.throwIfAborted();
      return loaded ? null : page;
    },
    announce,
  };
}
