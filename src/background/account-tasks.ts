/** One account's tasks: what the server said, and the changes it has not confirmed yet, both sealed on disk. */
import * as v from 'valibot';
import { counterDeltas, type ProjectMonth } from '../contract/projects.ts';
import { type Task, task as taskSchema } from '../contract/task.ts';
import { applyChange, type Change, change as changeSchema } from '../core/tasks/change.ts';
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
  /** Durable when it resolves. @returns the task as shown after the change, null when it is gone */
  enqueue(change: Change): Promise<Task | null>;
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
  let sorted: Task[] | null = null;

  const view = (taskId: string): Task | null =>
    entries
      .filter((entry) => entry.change.taskId === taskId)
      .reduce((task, entry) => applyChange(task, entry.change), server.get(taskId) ?? null);

  function list(): Task[] {
    if (sorted) return sorted;
    const shown = new Map(server);
    for (const { change } of entries) {
      const after = applyChange(shown.get(change.taskId) ?? null, change);
      if (after) shown.set(change.taskId, after);
      else shown.delete(change.taskId);
    }
    sorted = [...shown.values()].sort(compareTasks);
    return sorted;
  }

  const rowOf = (taskId: string, task: Task | null): VaultChange =>
    task
      ? { kind: taskKinds.task, id: taskId, value: task }
      : { kind: taskKinds.task, id: taskId, remove: true };

  function remember(taskId: string, task: Task | null): void {
    if (task) server.set(taskId, task);
    else server.delete(taskId);
    sorted = null;
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

    async enqueue(change) {
      const entry = { id: String(nextId++).padStart(12, '0'), change };
      await vault.write(account, [{ kind: taskKinds.outbox, id: entry.id, value: change }]);
      entries = [...entries, entry].sort((a, b) => (a.id < b.id ? -1 : 1));
      sorted = null;
      return view(change.taskId);
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
      sorted = null;
      return { changed, removed };
    },
  };
}

const isSame = (a: Task | undefined, b: Task): boolean =>
  a !== undefined && JSON.stringify(a) === JSON.stringify(b);
