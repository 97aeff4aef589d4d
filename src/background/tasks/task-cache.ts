/** The known tasks of an account. A change is written to disk first, then applied in memory. */
import type { ListedTask } from '../../contract/operations.ts';
import type { Change } from '../../core/tasks/change.ts';
import type { Task } from '../../domain/task.ts';
import { fireAndForget } from '../fire-and-forget.ts';
import type { AccountVault } from '../storage/vault.ts';
import { createFirstPage } from './first-page.ts';
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

/** Parts that change together. */
export interface CacheChange {
  /** Entries that leave the outbox. */
  removed?: readonly OutboxEntry[];
  /** New entries, or replacements of those with the same id. */
  added?: readonly OutboxEntry[];
  /** The server's state of tasks, by id; null for a deleted one. */
  confirmed?: ReadonlyMap<string, Task | null>;
  /** The cursor of the server's changes. */
  delta?: LastDelta;
  /** The dashboard's numbers after it. */
  numbers?: StoredProjects | null;
}

export interface TaskCache {
  /** The server's last state. */
  server: ReadonlyMap<string, Task>;
  confirmed(taskId: string): Task | null;
  queue: OutboxQueue;
  /** The server's tasks with the unconfirmed changes applied, in list order. */
  list(): readonly ListedTask[];
  get(taskId: string): ListedTask | null;
  lastDelta(): LastDelta | null;
  /**
   * Commits a change: on disk in one transaction, then in memory in one turn. Durable when it resolves.
   * @returns ids of the tasks that look different now
   */
  commit(change: CacheChange): Promise<string[]>;
  /** Changes the memory only. */
  place(change: CacheChange): void;
  /** Tasks that look different on their pages' cards since the last call, also as they looked before. */
  changedOnPages(): Task[];
  /** Ids of the tasks that were written last. The worker may have been stopped before it announced them. */
  unannounced(): string[];
  /** Records that these tasks were announced to the screens. */
  announced(taskIds: readonly string[]): void;
  /** Stores the first page of a long list, if no change is unsent and the account is still signed in. */
  keepFirstPage(size: number, isCurrent: () => boolean): Promise<void>;
}

/** The changes that the server has not confirmed yet, in order. */
interface OutboxQueue {
  all(): readonly OutboxEntry[];
  /** The changes of one task. */
  of(taskId: string): readonly OutboxEntry[];
  /**
   * Whether the entry, or an earlier one of the same task, waits for its author's decision. Only a task's first entry
   * can be stuck.
   */
  isStuck(entry: OutboxEntry): boolean;
  /** Makes entries for these changes, after all others. They are not in the queue yet. */
  entriesOf(changes: readonly Change[]): OutboxEntry[];
  /** @param added each is appended, or replaces the entry with its id */
  replace(removed: readonly OutboxEntry[], added: readonly OutboxEntry[]): void;
}

export function createTaskCache(vault: AccountVault, stored: StoredTasks): TaskCache {
  const { server, unannounced } = stored;
  let { lastDelta } = stored;
  const queue = createOutboxQueue(stored.entries, stored.unreadable);
  const firstPage = createFirstPage(vault, stored.hasFirstPage);
  const confirmed = (taskId: string) => server.get(taskId) ?? null;
  const differing: Task[] = [];
  const shown = createShownTasks(
    new Set([...server.keys(), ...stored.entries.map(taskOf)]),
    (taskId) => showTask(queue.of(taskId), confirmed(taskId)),
    differing,
  );
  differing.push(...[...unannounced].flatMap((id) => confirmed(id) ?? shown.get(id) ?? []));

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
      // The same transaction stores that they are not announced yet.
      rows.push(unannouncedRow(unannounced));
      await firstPage.write(rows, numbers ? { name: projectsSetting, value: numbers } : null);
      place(change);
      return different;
    },
    changedOnPages: () => differing.splice(0),
    unannounced: () => [...unannounced],
    announced(taskIds) {
      for (const id of taskIds) unannounced.delete(id);
      // The next worker has nothing to announce.
      const still = () => unannounced.size === 0;
      if (still()) fireAndForget(vault.write([unannouncedRow([])], { still, durability: 'relaxed' }));
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

/** The ids of the tasks that the change makes look different. */
const changedBy = ({ removed = [], added = [], confirmed = new Map() }: CacheChange): string[] => [
  ...new Set([...removed.map(taskOf), ...added.map(taskOf), ...confirmed.keys()]),
];

/**
 * @param entries in order
 * @param unreadable ids of entries that cannot be read here. No new entry gets their numbers
 */
function createOutboxQueue(entries: readonly OutboxEntry[], unreadable: readonly string[]): OutboxQueue {
  /** Built on demand: a long queue is read more often than it changes. */
  let byTask: Map<string, OutboxEntry[]> | null = null;
  const taken = [entries.at(-1)?.id, unreadable.at(-1)].map(Number).filter(Number.isFinite);
  let nextId = Math.max(0, ...taken) + 1;

  function of(taskId: string): readonly OutboxEntry[] {
    if (!byTask) {
      byTask = new Map();
      for (const entry of entries) {
        const own = byTask.get(entry.change.taskId);
        if (own) own.push(entry);
        else byTask.set(entry.change.taskId, [entry]);
      }
    }
    return byTask.get(taskId) ?? [];
  }

  return {
    all: () => entries,
    of,
    isStuck: ({ change }) => of(change.taskId)[0]?.stuck !== undefined,
    entriesOf: (changes) => changes.map((change) => ({ id: String(nextId++).padStart(12, '0'), change })),
    replace(removed, added) {
      const gone = new Set([...removed, ...added].map(({ id }) => id));
      const kept = entries.filter(({ id }) => !gone.has(id));
      entries = [...kept, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
      byTask = null;
    },
  };
}
