/** One account's tasks: what the server said, and the changes it has not confirmed yet, both sealed on disk. */
import type { SafeError } from '../../contract/errors.ts';
import type { Deletion, ListedTask } from '../../contract/operations.ts';
import { createMutex } from '../../core/mutex.ts';
import { applyChange, type Change, heldUntil } from '../../core/tasks/change.ts';
import type { TaskDelta } from '../../core/tasks/tasks-service.ts';
import { counterDeltas, type ProjectMonth } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import type { AccountVault } from '../storage/vault.ts';
import type { StoredProjects } from './projects.ts';
import { mineOf } from './shown-tasks.ts';
import { type OutboxEntry, readStored } from './stored-tasks.ts';
import { createTaskCache, type TaskCache } from './task-cache.ts';

export interface AccountTasks
  extends Pick<TaskCache, 'list' | 'get' | 'confirmed' | 'unannounced' | 'announced' | 'keepFirstPage'> {
  outbox(): readonly OutboxEntry[];
  /** How many unsent changes another version has written, which cannot be read here. */
  unreadable: number;
  /** Whether the entry, or one of the same task before it, waits for its author's decision. */
  isStuck(entry: OutboxEntry): boolean;
  /** When the server's changes were last read, epoch ms. */
  fetchedAt(): number | null;
  /** What the unconfirmed changes will add to the counters; those that wait for a decision add nothing. */
  unconfirmedDeltas(): ProjectMonth[];
  /** Durable when it resolves. @returns the task as shown after the last change, null when it is gone */
  enqueue(...changes: Change[]): Promise<ListedTask | null>;
  /** Runs it while nothing can be added. */
  holdingAdditions<T>(run: () => Promise<T>): Promise<T>;
  /** Deletions that are held back at that time, epoch ms. */
  deleting(now: number): Deletion[];
  /** Takes back those of the deletions that are held back still. @returns the ids of their tasks */
  restore(taskIds: readonly string[], now: number): Promise<string[]>;
  /** Holds no deletion back any more. */
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
  /** What the server told, at that time (epoch ms). @returns ids of tasks that look different now */
  applyDelta(delta: TaskDelta, at: number): Promise<string[]>;
}

/** @returns the account's tasks as they lie in the vault */
export async function loadAccountTasks(vault: AccountVault): Promise<AccountTasks> {
  const stored = await readStored(vault);
  const cache = createTaskCache(vault, stored);
  return {
    ...cache,
    outbox: cache.queue.all,
    unreadable: stored.unreadable.length,
    isStuck: cache.queue.isStuck,
    fetchedAt: () => cache.lastDelta()?.at ?? null,
    since: () => cache.lastDelta()?.since ?? null,
    ...unsentOf(cache),
    ...changesOf(cache),
    ...answersOf(cache),
  };
}

/** What comes of the unsent changes. */
const unsentOf = ({ queue, confirmed }: TaskCache): Pick<AccountTasks, 'deleting' | 'unconfirmedDeltas'> => ({
  deleting: (now) =>
    queue.all().flatMap(({ id, change }) => {
      const until = heldUntil(change, now);
      if (until === null) return [];
      const before = queue.of(change.taskId).filter((entry) => entry.id < id);
      const task = mineOf(before, confirmed(change.taskId));
      return task ? { taskId: task.taskId, name: task.name, until } : [];
    }),
  unconfirmedDeltas() {
    const after = new Map<string, Task | null>();
    return queue.all().flatMap((entry) => {
      if (queue.isStuck(entry)) return [];
      const { change } = entry;
      const seen = after.get(change.taskId);
      const before = seen === undefined ? confirmed(change.taskId) : seen;
      const task = applyChange(before, change);
      after.set(change.taskId, task);
      return counterDeltas(before, task);
    });
  },
});

/** What the person does. */
function changesOf({
  queue,
  ...cache
}: TaskCache): Pick<AccountTasks, 'enqueue' | 'holdingAdditions' | 'restore' | 'release' | 'decide'> {
  const serial = createMutex();
  return {
    holdingAdditions: serial,
    enqueue: (...changes) =>
      serial(async () => {
        await cache.commit({ added: queue.entriesOf(changes) });
        return cache.get(changes.at(-1)?.taskId ?? '');
      }),
    async restore(taskIds, now) {
      const removed = taskIds
        .flatMap((taskId) => queue.of(taskId))
        .filter(({ change }) => heldUntil(change, now) !== null);
      // At once, before it is written: what is not in the queue is not sent meanwhile.
      cache.place({ removed });
      try {
        return await cache.commit({ removed });
      } catch (error) {
        cache.place({ added: removed });
        throw error;
      }
    },
    release() {
      const released = queue
        .all()
        .flatMap(({ change, ...entry }) =>
          change.kind === 'delete' ? { ...entry, change: { ...change, until: 0 } } : [],
        );
      queue.replace([], released);
    },
    decide: (taskId, changes) =>
      serial(async () => {
        const removed = queue.of(taskId);
        if (!removed[0]?.stuck) return [];
        const theirs = cache.confirmed(taskId);
        const waiting = removed.map(({ change }) => change);
        const added = queue.entriesOf(changes(waiting, mineOf(removed, theirs), theirs));
        return cache.commit({ removed, added });
      }),
  };
}

/** What the server says. */
const answersOf = ({
  queue,
  server,
  confirmed: known,
  lastDelta,
  commit,
}: TaskCache): Pick<AccountTasks, 'latest' | 'settle' | 'confirm' | 'applyDelta'> => ({
  latest({ taskId, kind }, answered) {
    const task = known(taskId);
    if (task && answered && task.version > answered.version) return task;
    return !task && lastDelta() && kind !== 'create' ? null : answered;
  },
  async settle(entry, confirmed, numbers, stuck) {
    const change = stuck ? { added: [{ ...entry, stuck }] } : { removed: [entry] };
    await commit({ ...change, confirmed: new Map([[entry.change.taskId, confirmed]]), numbers });
  },
  async confirm(task) {
    await commit({ confirmed: new Map([[task.taskId, task]]) });
  },
  applyDelta({ whole, tasks, deleted, since }, at) {
    const gone = new Set([...(whole ? server.keys() : []), ...deleted]);
    if (whole) for (const { taskId } of tasks) gone.delete(taskId);
    // What the server has deleted it has had: a creation whose answer was lost.
    const removed = queue.all().filter(({ change }) => change.kind === 'create' && gone.has(change.taskId));
    const confirmed = new Map<string, Task | null>();
    for (const task of tasks) if (!isSame(known(task.taskId), task)) confirmed.set(task.taskId, task);
    for (const id of gone) if (server.has(id)) confirmed.set(id, null);
    return commit({ removed, confirmed, delta: { at, since } });
  },
});

const isSame = (one: Task | null, other: Task): boolean => JSON.stringify(one) === JSON.stringify(other);
