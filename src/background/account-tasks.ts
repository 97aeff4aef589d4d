/** One account's tasks: what the server said, and the changes it has not confirmed yet, both sealed on disk. */
import * as v from 'valibot';
import type { Deletion } from '../contract/operations.ts';
import { counterDeltas, type ProjectMonth } from '../contract/projects.ts';
import { type Task, task as taskSchema } from '../contract/task.ts';
import { applyChange, type Change, change as changeSchema, heldUntil } from '../core/tasks/change.ts';
import { compareTasks } from '../core/tasks/order.ts';
import { projectsSetting, type StoredProjects } from './projects.ts';
import type { Vault, VaultChange } from './vault.ts';

export interface OutboxEntry {
  /** Sortable: entries are sent in this order. */
  id: string;
  change: Change;
}

export interface AccountTasks {
  /** As shown: the server's tasks with the unconfirmed changes applied, in list order. */
  list(): readonly Task[];
  get(taskId: string): Task | null;
  /** As the server last said. */
  confirmed(taskId: string): Task | null;
  /** Ids of tasks with an unconfirmed change. */
  pending(): string[];
  outbox(): readonly OutboxEntry[];
  fetchedAt(): number | null;
  /** What the unconfirmed changes will add to the counters. */
  unconfirmedDeltas(): ProjectMonth[];
  /** Durable when it resolves. @returns the task as shown after the last change, null when it is gone */
  enqueue(...changes: Change[]): Promise<Task | null>;
  /** Deletions that are held back at that time. */
  deleting(now: number): Deletion[];
  /** Takes back those of the deletions that are held back still. @returns the ids of their tasks */
  restore(taskIds: readonly string[], now: number): Promise<string[]>;
  /** Holds nothing back any more. */
  release(): void;
  /**
   * The server's word on the task of an entry (null: there is none), which settles the entry.
   * @param numbers the dashboard's numbers after it, written in the same moment
   */
  settle(entry: OutboxEntry, confirmed: Task | null, numbers: StoredProjects | null): Promise<void>;
  /** The server's word on one task; entries stay. */
  confirm(confirmed: Task): Promise<void>;
  /** The server's whole list. @returns ids of tasks that look different now */
  replaceAll(tasks: readonly Task[], at: number): Promise<{ changed: string[]; removed: string[] }>;
}

/** Row kinds of the tasks in the vault. */
export const taskKinds = { task: 'task', outbox: 'outbox', fetched: 'fetched' } as const;

export async function loadAccountTasks(vault: Vault, account: string): Promise<AccountTasks> {
  const [taskRows, outboxRows, fetched] = await Promise.all([
    vault.all(account, taskKinds.task),
    vault.all(account, taskKinds.outbox),
    vault.get(account, taskKinds.fetched, 'at'),
  ]);
  let server = new Map<string, Task>();
  for (const [id, value] of taskRows) {
    const parsed = v.safeParse(taskSchema, value);
    if (parsed.success) server.set(id, parsed.output);
  }
  // Ids are zero-padded, and IndexedDB answers in key order.
  let entries: OutboxEntry[] = [...outboxRows].flatMap(([id, value]) => {
    const parsed = v.safeParse(changeSchema, value);
    return parsed.success ? [{ id, change: parsed.output }] : [];
  });
  let fetchedAt = v.is(v.number(), fetched) ? fetched : null;
  let nextId = Number(entries.at(-1)?.id ?? 0) + 1;
  let shown: Map<string, Task> | null = null;
  let sorted: Task[] | null = null;

  function view(taskId: string): Task | null {
    shown ??= shownAfter(entries);
    return shown.get(taskId) ?? null;
  }

  function list(): Task[] {
    shown ??= shownAfter(entries);
    sorted ??= [...shown.values()].sort(compareTasks);
    return sorted;
  }

  /** The server's tasks with these changes on top. */
  function shownAfter(changes: readonly OutboxEntry[]): Map<string, Task> {
    const tasks = new Map(server);
    for (const { change } of changes) {
      const after = applyChange(tasks.get(change.taskId) ?? null, change);
      if (after) tasks.set(change.taskId, after);
      else tasks.delete(change.taskId);
    }
    return tasks;
  }

  function lookDifferent(): void {
    shown = null;
    sorted = null;
  }

  const rowOfEntry = ({ id, change }: OutboxEntry): VaultChange => ({
    kind: taskKinds.outbox,
    id,
    value: change,
  });

  function queue(added: readonly OutboxEntry[]): void {
    entries = [...entries, ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
    lookDifferent();
  }

  const rowOf = (taskId: string, task: Task | null): VaultChange =>
    task
      ? { kind: taskKinds.task, id: taskId, value: task }
      : { kind: taskKinds.task, id: taskId, remove: true };

  function remember(taskId: string, task: Task | null): void {
    if (task) server.set(taskId, task);
    else server.delete(taskId);
    lookDifferent();
  }

  return {
    list,
    get: view,
    confirmed: (taskId) => server.get(taskId) ?? null,
    pending: () => [...new Set(entries.map((entry) => entry.change.taskId))],
    outbox: () => entries,
    fetchedAt: () => fetchedAt,

    unconfirmedDeltas() {
      const shown = new Map<string, Task | null>();
      return entries.flatMap(({ change }) => {
        const seen = shown.get(change.taskId);
        const before = seen === undefined ? (server.get(change.taskId) ?? null) : seen;
        const after = applyChange(before, change);
        shown.set(change.taskId, after);
        return counterDeltas(before, after);
      });
    },

    async enqueue(...changes) {
      const added = changes.map((change) => ({ id: String(nextId++).padStart(12, '0'), change }));
      await vault.write(account, added.map(rowOfEntry));
      queue(added);
      return view(changes.at(-1)?.taskId ?? '');
    },

    deleting(now) {
      const isHeld = ({ change }: OutboxEntry) => heldUntil(change, now) !== null;
      const held = entries.filter(isHeld);
      if (held.length === 0) return [];
      const before = shownAfter(entries.filter((entry) => !isHeld(entry)));
      return held.flatMap(({ change: { taskId, ...change } }) => {
        const task = before.get(taskId);
        return task && change.kind === 'delete' && change.until
          ? { taskId, name: task.name, until: change.until }
          : [];
      });
    },

    async restore(taskIds, now) {
      const wanted = new Set(taskIds);
      const held = new Set(
        entries.filter(({ change }) => wanted.has(change.taskId) && heldUntil(change, now) !== null),
      );
      // At once, before it is written: what is not in the queue is not sent meanwhile.
      entries = entries.filter((entry) => !held.has(entry));
      lookDifferent();
      try {
        await vault.write(
          account,
          [...held].map(({ id }) => ({ kind: taskKinds.outbox, id, remove: true })),
        );
      } catch (error) {
        queue([...held]);
        throw error;
      }
      return [...held].map(({ change }) => change.taskId);
    },

    release() {
      entries = entries.map(({ id, change }) => ({
        id,
        change: change.kind === 'delete' ? { ...change, until: 0 } : change,
      }));
    },

    async settle(entry, confirmed, numbers) {
      const { taskId } = entry.change;
      const sent: VaultChange = { kind: taskKinds.outbox, id: entry.id, remove: true };
      await vault.write(
        account,
        [sent, rowOf(taskId, confirmed)],
        numbers && { name: projectsSetting, value: numbers },
      );
      entries = entries.filter((one) => one.id !== entry.id);
      remember(taskId, confirmed);
    },

    async confirm(confirmed) {
      await vault.write(account, [rowOf(confirmed.taskId, confirmed)]);
      remember(confirmed.taskId, confirmed);
    },

    async replaceAll(tasks, at) {
      const fresh = new Map(tasks.map((task) => [task.taskId, task]));
      const changed = tasks
        .filter((task) => !isSame(server.get(task.taskId), task))
        .map((task) => task.taskId);
      const removed = [...server.keys()].filter((id) => !fresh.has(id));
      await vault.write(account, [
        ...changed.map((id) => rowOf(id, fresh.get(id) ?? null)),
        ...removed.map((id) => rowOf(id, null)),
        { kind: taskKinds.fetched, id: 'at', value: at },
      ]);
      server = fresh;
      fetchedAt = at;
      lookDifferent();
      return { changed, removed };
    },
  };
}

const isSame = (a: Task | undefined, b: Task): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);
