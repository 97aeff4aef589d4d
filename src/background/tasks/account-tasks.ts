/** One account's tasks: what the server said, and the changes it has not confirmed yet, both sealed on disk. */
import type { SafeError } from '../../contract/errors.ts';
import type { Deletion, ListedTask } from '../../contract/operations.ts';
import { createMutex } from '../../core/mutex.ts';
import { applyChange, type Change, heldUntil } from '../../core/tasks/change.ts';
import type { TaskDelta } from '../../core/tasks/tasks-service.ts';
import { counterDeltas, type ProjectMonth } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import type { AccountVault, VaultChange } from '../storage/vault.ts';
import { createFirstPage } from './first-page.ts';
import { projectsSetting, type StoredProjects } from './projects.ts';
import { createShownTasks } from './shown-tasks.ts';
import {
  deltaRow,
  entryRow,
  noEntryRow,
  type OutboxEntry,
  readStored,
  taskRows,
  unannouncedRow,
} from './stored-tasks.ts';

export interface AccountTasks {
  /** As shown: the server's tasks with the unconfirmed changes applied, in list order. */
  list(): readonly ListedTask[];
  get(taskId: string): ListedTask | null;
  /** As the server last said. */
  confirmed(taskId: string): Task | null;
  outbox(): readonly OutboxEntry[];
  /** How many unsent changes another version has written, which cannot be read here. */
  unreadable(): number;
  /** Whether the entry, or one of the same task before it, waits for its author's decision. */
  isStuck(entry: OutboxEntry): boolean;
  fetchedAt(): number | null;
  /** What the unconfirmed changes will add to the counters; those that wait for a decision add nothing. */
  unconfirmedDeltas(): ProjectMonth[];
  /** Durable when it resolves. @returns the task as shown after the last change, null when it is gone */
  enqueue(...changes: Change[]): Promise<ListedTask | null>;
  /** Runs it while nothing can be added. */
  holdingAdditions<T>(run: () => Promise<T>): Promise<T>;
  /** Deletions that are held back at that time. */
  deleting(now: number): Deletion[];
  /** Takes back those of the deletions that are held back still. @returns the ids of their tasks */
  restore(taskIds: readonly string[], now: number): Promise<string[]>;
  /** Holds nothing back any more. */
  release(): void;
  /** Of the answer to a change and what is known of its task, the newer: a repetition is answered as the first time. */
  latest(change: Change, answered: Task | null): Task | null;
  /**
   * The server's word on the task of an entry (null: there is none), which settles the entry.
   * @param numbers the dashboard's numbers after it, written in the same moment
   * @param stuck keeps the entry until its author has decided
   */
  settle(
    entry: OutboxEntry,
    confirmed: Task | null,
    numbers: StoredProjects | null,
    stuck?: SafeError | null,
  ): Promise<void>;
  /**
   * Puts other changes in the place of all that wait with a stuck one.
   * @param changes those, given both versions of the task
   * @returns ids of the tasks that look different now; none where nothing was stuck
   */
  decide(
    taskId: string,
    changes: (waiting: readonly Change[], mine: Task | null, theirs: Task | null) => readonly Change[],
  ): Promise<string[]>;
  /** The server's word on one task; entries stay. */
  confirm(confirmed: Task): Promise<void>;
  /** From where on the server's changes are wanted; null: all of it. */
  since(): string | null;
  /** What the server told, at that time. @returns ids of tasks that look different now */
  applyDelta(delta: TaskDelta, at: number): Promise<string[]>;
  /** Ids of tasks that were written last, when the screens may not have been told: the worker was stopped over it. */
  unannounced(): string[];
  /** The screens have been told of them. */
  announced(taskIds: readonly string[]): void;
  /** Keeps so many of a long list in a row of their own, where nothing is unsent, and the account is still signed in. */
  keepFirstPage(size: number, isCurrent: () => boolean): Promise<void>;
}

export async function loadAccountTasks(vault: AccountVault): Promise<AccountTasks> {
  const { server, unannounced, ...stored } = await readStored(vault);
  let { entries, lastDelta: read } = stored;
  // An entry that cannot be read here has a number too.
  let nextId =
    Math.max(0, ...[entries.at(-1)?.id, stored.unreadable.at(-1)].map(Number).filter(Number.isFinite)) + 1;
  const serial = createMutex();
  const firstPage = createFirstPage(vault, stored.hasFirstPage);

  let byTask: Map<string, OutboxEntry[]> | null = null;

  function waiting(taskId: string): readonly OutboxEntry[] {
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
  /** Of a task's changes it is the first that is stuck. */
  const isStuck = ({ change }: OutboxEntry) => waiting(change.taskId)[0]?.stuck !== undefined;

  function setEntries(now: OutboxEntry[], taskIds: Iterable<string>): void {
    entries = now;
    byTask = null;
    shown.update(taskIds);
  }

  /**
   * The task with what was done to it, null when that deleted it; and the server's.
   * @param before the entry up to which that is wanted, in place of the last
   */
  function versions(taskId: string, before = '~'): { mine: Task | null; theirs: Task | null } {
    const own = waiting(taskId).filter(({ id }) => id < before);
    const theirs = server.get(taskId) ?? null;
    const [head] = own;
    // Deleted elsewhere, it is kept as it was seen: its author decides.
    const start = theirs ?? ((head?.stuck && head.change.kind === 'edit' && head.change.seen) || null);
    return { mine: own.reduce((task, { change }) => applyChange(task, change), start), theirs };
  }

  function show(taskId: string): ListedTask | null {
    const { mine, theirs } = versions(taskId);
    const [head, ...rest] = waiting(taskId);
    if (!head?.stuck) return mine && { ...mine, sync: head ? 'waiting' : 'saved' };
    // A deletion of what was stuck ends the matter.
    const task = mine ?? (rest.some(({ change }) => change.kind === 'delete') ? null : theirs);
    const sync =
      head.stuck.code === 'taskConflict' ? { conflict: { mine, theirs } } : { rejected: head.stuck };
    return task && { ...task, sync };
  }

  const shown = createShownTasks(
    new Set([...server.keys(), ...entries.map(({ change }) => change.taskId)]),
    show,
  );

  /** Writes what makes these tasks look different; with it, that the screens do not know it yet. */
  function write(changes: VaultChange[], taskIds: Iterable<string>, numbers?: StoredProjects | null) {
    for (const id of taskIds) unannounced.add(id);
    const setting = numbers ? { name: projectsSetting, value: numbers } : null;
    return firstPage.write([...changes, unannouncedRow(unannounced)], setting);
  }

  function remember(taskId: string, task: Task | null): void {
    if (task) server.set(taskId, task);
    else server.delete(taskId);
    shown.update([taskId]);
  }

  const entriesOf = (changes: readonly Change[]): OutboxEntry[] =>
    changes.map((change) => ({ id: String(nextId++).padStart(12, '0'), change }));
  const tasksOf = (some: readonly OutboxEntry[]) => [...new Set(some.map(({ change }) => change.taskId))];

  return {
    list: shown.list,
    get: shown.get,
    confirmed: (taskId) => server.get(taskId) ?? null,
    outbox: () => entries,
    unreadable: () => stored.unreadable.length,
    isStuck,
    fetchedAt: () => read?.at ?? null,
    since: () => read?.since ?? null,

    unconfirmedDeltas() {
      const after = new Map<string, Task | null>();
      return entries.flatMap((entry) => {
        if (isStuck(entry)) return [];
        const { change } = entry;
        const seen = after.get(change.taskId);
        const before = seen === undefined ? (server.get(change.taskId) ?? null) : seen;
        const task = applyChange(before, change);
        after.set(change.taskId, task);
        return counterDeltas(before, task);
      });
    },

    enqueue: (...changes) =>
      serial(async () => {
        const added = entriesOf(changes);
        await write(added.map(entryRow), tasksOf(added));
        setEntries([...entries, ...added], tasksOf(added));
        return shown.get(changes.at(-1)?.taskId ?? '');
      }),

    holdingAdditions: serial,

    deleting: (now) =>
      entries.flatMap(({ id, change }) => {
        const until = heldUntil(change, now);
        if (until === null) return [];
        const { mine } = versions(change.taskId, id);
        return mine ? { taskId: mine.taskId, name: mine.name, until } : [];
      }),

    async restore(taskIds, now) {
      const held = new Set(
        taskIds.flatMap((taskId) => waiting(taskId)).filter(({ change }) => heldUntil(change, now) !== null),
      );
      const different = tasksOf([...held]);
      // At once, before it is written: what is not in the queue is not sent meanwhile.
      setEntries(
        entries.filter((entry) => !held.has(entry)),
        different,
      );
      try {
        await write([...held].map(noEntryRow), different);
      } catch (error) {
        setEntries(inOrder([...entries, ...held]), different);
        throw error;
      }
      return different;
    },

    release() {
      setEntries(
        entries.map(({ change, ...entry }) => ({
          ...entry,
          change: change.kind === 'delete' ? { ...change, until: 0 } : change,
        })),
        [],
      );
    },

    latest({ taskId, kind }, answered) {
      const known = server.get(taskId);
      if (known && answered && known.version > answered.version) return known;
      return !known && read && kind !== 'create' ? null : answered;
    },

    async settle(entry, confirmed, numbers, stuck) {
      const { taskId } = entry.change;
      const kept: OutboxEntry | null = stuck ? { ...entry, stuck } : null;
      await write(
        [kept ? entryRow(kept) : noEntryRow(entry), ...taskRows(server, new Map([[taskId, confirmed]]))],
        [taskId],
        numbers,
      );
      byTask = null;
      entries = entries.flatMap((one) => (one.id === entry.id ? (kept ?? []) : one));
      remember(taskId, confirmed);
    },

    decide: (taskId, changes) =>
      serial(async () => {
        const own = waiting(taskId);
        if (!own[0]?.stuck) return [];
        const { mine, theirs } = versions(taskId);
        const done = own.map(({ change }) => change);
        const added = entriesOf(changes(done, mine, theirs));
        const different = [...new Set([taskId, ...tasksOf(added)])];
        await write([...own.map(noEntryRow), ...added.map(entryRow)], different);
        const replaced = new Set(own.map(({ id }) => id));
        const kept = entries.filter(({ id }) => !replaced.has(id));
        setEntries([...kept, ...added], different);
        return different;
      }),

    async confirm(confirmed) {
      await write(taskRows(server, new Map([[confirmed.taskId, confirmed]])), [confirmed.taskId]);
      remember(confirmed.taskId, confirmed);
    },

    async applyDelta({ whole, tasks, deleted, since }, at) {
      const gone = new Set(deleted);
      if (whole) {
        for (const id of server.keys()) gone.add(id);
        for (const { taskId } of tasks) gone.delete(taskId);
      }
      // What the server has deleted it has had: a creation whose answer was lost.
      const arrived = entries.filter(({ change }) => change.kind === 'create' && gone.has(change.taskId));
      const changed = tasks.filter((task) => !isSame(server.get(task.taskId), task));
      const removed = [...gone].filter((id) => server.has(id));
      const now = { at, since };
      const different = new Set([...changed.map(({ taskId }) => taskId), ...removed, ...tasksOf(arrived)]);
      await write(
        [
          ...arrived.map(noEntryRow),
          ...taskRows(
            server,
            new Map([
              ...changed.map((task) => [task.taskId, task] as const),
              ...removed.map((id) => [id, null] as const),
            ]),
          ),
          deltaRow(now),
        ],
        different,
      );
      read = now;
      for (const task of changed) server.set(task.taskId, task);
      for (const id of removed) server.delete(id);
      const settled = new Set(arrived.map(({ id }) => id));
      setEntries(
        entries.filter(({ id }) => !settled.has(id)),
        different,
      );
      return [...different];
    },

    unannounced: () => [...unannounced],
    announced(taskIds) {
      for (const id of taskIds) unannounced.delete(id);
    },

    keepFirstPage: (size, isCurrent) =>
      firstPage.keep(() => {
        const list = shown.list();
        const page = { tasks: list.slice(0, size), total: list.length, fetchedAt: read?.at ?? null };
        return entries.length === 0 && isCurrent() ? page : null;
      }),
  };
}

const inOrder = (entries: OutboxEntry[]): OutboxEntry[] => entries.sort((a, b) => (a.id < b.id ? -1 : 1));

const isSame = (a: Task | undefined, b: Task): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);
