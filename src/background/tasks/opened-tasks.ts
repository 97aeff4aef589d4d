/** The tasks of an account as they are opened here: their first page at once, all of them when they are needed. */
import type { Push } from '../../contract/push.ts';
import { summarise } from '../../domain/task-summary.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import { lazy } from '../lazy.ts';
import type { AccountVault } from '../storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from './account-tasks.ts';
import { type FirstPage, readFirstPage } from './first-page.ts';

/** Tasks in one answer or push: small enough to be drawn at once. */
export const pageSize = 500;
/** Tasks in the first answer, for which a screen waits with nothing to show: more than it has room for. */
export const firstPageSize = 100;

export interface OpenedTasks {
  /** All of them. @throws CodedError `sessionChanged` once the account is left */
  all(): Promise<AccountTasks>;
  /** What to show and to count by while they are not all here; null where they have to be. */
  firstPage(): Promise<FirstPage | null>;
  /** Tells the screens how these tasks look now. */
  announce(tasks: AccountTasks, taskIds: readonly string[]): void;
}

export interface OpenedTasksDependencies {
  vault: AccountVault;
  /** Aborted once the account is left: nothing is announced and nothing is sent any more. */
  signal: AbortSignal;
  /** `YYYY-MM-DD`. */
  today: () => string;
  /** Epoch ms. */
  now: () => number;
  push: (push: Push) => void;
  /** After each change of what is shown or unsent. */
  changed: () => void;
}

export function openTasks({
  vault,
  signal,
  today,
  now,
  push,
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
  // What cannot be read of it, the list tells.
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
