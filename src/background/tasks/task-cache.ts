/** What is known here of an account's tasks: written to disk first, changed in memory then. */
import type { ListedTask } from '../../contract/operations.ts';
import type { Task } from '../../domain/task.ts';
import type { AccountVault } from '../storage/vault.ts';
import { createFirstPage } from './first-page.ts';
import { createOutboxQueue, type OutboxQueue } from './outbox-queue.ts';
import { projectsSetting, type StoredProjects } from './projects.ts';
import { createShownTasks, showTask } from './shown-tasks.ts';
import {
  deltaRow,
  entryRow,
  type LastDelta,
  noEntryRow,
  type OutboxEntry,
  type StoredTasks,
  taskRows,
  unannouncedRow,
} from './stored-tasks.ts';

/** What changes together. */
export interface CacheChange {
  /** Entries that leave the outbox. */
  removed?: readonly OutboxEntry[];
  /** Entries that come into it, or take the place of the one with their id. */
  added?: readonly OutboxEntry[];
  /** The server's word on tasks, by id; null for one that is no more. */
  confirmed?: ReadonlyMap<string, Task | null>;
  /** How far the server's changes have been read. */
  delta?: LastDelta;
  /** The dashboard's numbers after it. */
  numbers?: StoredProjects | null;
}

export interface TaskCache {
  /** As the server last said. */
  server: ReadonlyMap<string, Task>;
  confirmed(taskId: string): Task | null;
  queue: OutboxQueue;
  /** As shown: the server's tasks with the unconfirmed changes applied, in list order. */
  list(): readonly ListedTask[];
  get(taskId: string): ListedTask | null;
  lastDelta(): LastDelta | null;
  /**
   * Durable when it resolves: on disk in one transaction, then in memory in one turn.
   * @returns ids of the tasks that look different now
   */
  commit(change: CacheChange): Promise<string[]>;
  /** Changes it in memory alone. */
  place(change: CacheChange): void;
  /** Ids of tasks that were written last, when the screens may not have been told: the worker was stopped over it. */
  unannounced(): string[];
  /** The screens have been told of them. */
  announced(taskIds: readonly string[]): void;
  /** Keeps so many of a long list in a row of their own, where nothing is unsent, and the account is still signed in. */
  keepFirstPage(size: number, isCurrent: () => boolean): Promise<void>;
}

export function createTaskCache(vault: AccountVault, stored: StoredTasks): TaskCache {
  const { server, unannounced } = stored;
  let { lastDelta } = stored;
  const queue = createOutboxQueue(stored.entries, stored.unreadable);
  const firstPage = createFirstPage(vault, stored.hasFirstPage);
  const confirmed = (taskId: string) => server.get(taskId) ?? null;
  const shown = createShownTasks(new Set([...server.keys(), ...stored.entries.map(taskOf)]), (taskId) =>
    showTask(queue.of(taskId), confirmed(taskId)),
  );

  function place(change: CacheChange): void {
    queue.replace(change.removed ?? [], change.added ?? []);
    for (const [id, task] of change.confirmed ?? [])
      if (task) server.set(id, task);
      else server.delete(id);
    lastDelta = change.delta ?? lastDelta;
    shown.update(changedBy(change));
  }

  return {
    server,
    confirmed,
    queue,
    list: shown.list,
    get: shown.get,
    lastDelta: () => lastDelta,
    place,
    async commit(change) {
      const { removed = [], added = [], confirmed = new Map(), delta, numbers } = change;
      const different = changedBy(change);
      for (const id of different) unannounced.add(id);
      const rows = [...removed.map(noEntryRow), ...added.map(entryRow), ...taskRows(server, confirmed)];
      if (delta) rows.push(deltaRow(delta));
      // With it, that the screens do not know it yet.
      rows.push(unannouncedRow(unannounced));
      await firstPage.write(rows, numbers ? { name: projectsSetting, value: numbers } : null);
      place(change);
      return different;
    },
    unannounced: () => [...unannounced],
    announced(taskIds) {
      for (const id of taskIds) unannounced.delete(id);
    },
    keepFirstPage: (size, isCurrent) =>
      firstPage.keep(() => {
        const list = shown.list();
        const page = { tasks: list.slice(0, size), total: list.length, fetchedAt: lastDelta?.at ?? null };
        return queue.all().length === 0 && isCurrent() ? page : null;
      }),
  };
}

const taskOf = ({ change }: OutboxEntry) => change.taskId;

/** The ids of the tasks that it makes look different. */
const changedBy = ({ removed = [], added = [], confirmed = new Map() }: CacheChange): string[] => [
  ...new Set([...removed.map(taskOf), ...added.map(taskOf), ...confirmed.keys()]),
];
