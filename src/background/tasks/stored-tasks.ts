/** The form of an account's tasks in the vault. */
import * as v from 'valibot';
import type { SafeError } from '../../contract/errors.ts';
import { type Change, change as changeSchema } from '../../core/tasks/change.ts';
import type { Task } from '../../domain/task.ts';
import { emptyTask, type TaskField, taskFields } from '../../domain/task-fields.ts';
import type { AccountVault, VaultChange } from '../storage/vault.ts';

export interface OutboxEntry {
  /** Sortable: entries are sent in this order. */
  id: string;
  change: Change;
  /** The reason why it waits for its author's decision; `taskConflict` if another change conflicts with it. */
  stuck?: SafeError | undefined;
}

const fetchedRow = v.object({ at: v.number(), since: v.nullable(v.string()) });
/** The last delta from the server. */
export type LastDelta = v.InferOutput<typeof fetchedRow>;

export interface StoredTasks {
  /** The server's last state. */
  server: Map<string, Task>;
  /** In order. */
  entries: OutboxEntry[];
  /** Ids of entries of another version that cannot be read here. They stay unchanged. */
  unreadable: string[];
  lastDelta: LastDelta | null;
  /** Ids of tasks that may not have been announced to the screens. */
  unannounced: Set<string>;
  hasFirstPage: boolean;
}

/** The vault's row kinds of a person's tasks, and of the unsent form of a new one. */
export const taskKinds = {
  tasks: 'tasks',
  outbox: 'outbox',
  fetched: 'fetched',
  unannounced: 'untold',
  first: 'first',
  draft: 'draft',
} as const;

/** Most ids that are kept. With more tasks than that, the screen that asked gets them with its answer. */
const maxUnannounced = 500;

/** The types of a task's properties; `source` may be missing. */
const types = Object.entries({
  ...(Object.fromEntries(taskFields.map((field) => [field, 'string'])) as Record<TaskField, 'string'>), // these very fields
  taskId: 'string',
  createdOn: 'string',
  completed: 'boolean',
  completedOn: 'string',
  version: 'number',
} satisfies Record<Exclude<keyof Task, 'source'>, string>);

/**
 * Whether one of our values is a task. The schema has checked it on arrival, but another version of ours may lack a
 * property. To check each by the schema again takes longer than all other parts of opening a list.
 */
export const isTask = (value: unknown): value is Task =>
  typeof value === 'object' &&
  value !== null &&
  types.every(([name, type]) => typeof value[name as keyof typeof value] === type);

/** The stored task with the defaults of later fields; null if it is not a task. */
function taskOf(stored: unknown): Task | null {
  if (isTask(stored)) return stored;
  const filled = { ...emptyTask, ...(stored as object) }; // anything can be spread
  return isTask(filled) ? filled : null;
}

const unannouncedIds = v.array(v.string());
const outboxRow = v.object({
  change: changeSchema,
  stuck: v.optional(v.object({ code: v.string(), data: v.optional(v.unknown()) })),
});

/**
 * Reads everything. If a value is not a task (another version wrote it), no delta is known, so the tasks are read from
 * the server again.
 */
export async function readStored(vault: AccountVault): Promise<StoredTasks> {
  const [buckets, outboxRows, delta, unannounced, firstPages] = await Promise.all([
    vault.all(taskKinds.tasks),
    vault.all(taskKinds.outbox),
    vault.get(taskKinds.fetched, 'last'),
    vault.get(taskKinds.unannounced, 'ids'),
    vault.count(taskKinds.first),
  ]);
  const server = new Map<string, Task>();
  let complete = v.is(fetchedRow, delta);
  for (const bucket of buckets.values()) {
    if (!isBucket(bucket)) complete = false;
    for (const [id, value] of Object.entries(bucket ?? {})) {
      const task = taskOf(value);
      if (task) server.set(id, task);
      else complete = false;
    }
  }
  const entries: OutboxEntry[] = [];
  const unreadable: string[] = [];
  // Ids are zero-padded, and IndexedDB answers in key order.
  for (const [id, value] of outboxRows) {
    const parsed = v.safeParse(outboxRow, value);
    if (parsed.success)
      entries.push({ id, ...parsed.output } as OutboxEntry); // sealed by us, so `stuck` is an error of ours
    else unreadable.push(id);
  }
  return {
    server,
    entries,
    unreadable,
    lastDelta: complete && v.is(fetchedRow, delta) ? delta : null,
    unannounced: new Set(v.is(unannouncedIds, unannounced) ? unannounced : []),
    hasFirstPage: firstPages > 0,
  };
}

const isBucket = (value: unknown) => typeof value === 'object' && value !== null;

/** A row contains the tasks whose ids start in the same way: ten thousand rows would take too long to open. */
const bucketOf = (taskId: string) => taskId.slice(0, 2);

/**
 * The rows that contain these tasks. Only one write of them runs at a time.
 * @param changed null for a deleted task
 */
export function taskRows(
  server: ReadonlyMap<string, Task>,
  changed: ReadonlyMap<string, Task | null>,
): VaultChange[] {
  const buckets = new Map<string, Record<string, Task>>();
  for (const id of changed.keys()) buckets.set(bucketOf(id), {});
  for (const [id, task] of [...server, ...changed]) {
    const bucket = buckets.get(bucketOf(id));
    if (bucket && task) bucket[id] = task;
    else if (bucket) delete bucket[id];
  }
  return [...buckets].map(([id, value]) => ({ kind: taskKinds.tasks, id, value }));
}

/** @param value null removes it */
export const rowOf = (kind: string, id: string, value: unknown): VaultChange =>
  value ? { kind, id, value } : { kind, id, remove: true };
export const entryRow = ({ id, ...entry }: OutboxEntry) => rowOf(taskKinds.outbox, id, entry);
export const noEntryRow = ({ id }: OutboxEntry) => rowOf(taskKinds.outbox, id, null);
export const deltaRow = (delta: LastDelta) => rowOf(taskKinds.fetched, 'last', delta);
export const unannouncedRow = (ids: Iterable<string>) =>
  rowOf(taskKinds.unannounced, 'ids', [...ids].slice(0, maxUnannounced));
