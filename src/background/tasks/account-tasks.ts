/** One account's tasks: the server's state, and the changes that it has not confirmed yet, both sealed on disk. */
import { CodedError, type SafeError } from '../../contract/errors.ts';
import type { Deletion, ListedTask } from '../../contract/operations.ts';
import { createMutex } from '../../core/mutex.ts';
import { applyChange, type Change, heldUntil } from '../../core/tasks/change.ts';
import { mostTasksHeld, type TaskDelta } from '../../core/tasks/tasks-service.ts';
import { counterDeltas, type ProjectMonth } from '../../domain/project-counters.ts';
import type { Task } from '../../domain/task.ts';
import type { AccountVault } from '../storage/vault.ts';
import type { StoredProjects } from './projects.ts';
import { mineOf } from './shown-tasks.ts';
import { type OutboxEntry, readStored } from './stored-tasks.ts';
import { createTaskCache, type TaskCache } from './task-cache.ts';

export interface AccountTasks
  extends Pick<
    TaskCache,
    'list' | 'get' | 'confirmed' | 'changedOnPages' | 'unannounced' | 'announced' | 'keepFirstPage'
  > {
  outbox(): readonly OutboxEntry[];
  /** Number of unsent changes that another version has written. This version cannot read them. */
  unreadable: number;
  /** Whether the entry, or an earlier one of the same task, waits for its author's decision. */
  isStuck(entry: OutboxEntry): boolean;
  /** When the server's changes were last read, epoch ms. */
  fetchedAt(): number | null;
  /** The effect of the unconfirmed changes on the counters. Changes that wait for a decision have none. */
  unconfirmedDeltas(): ProjectMonth[];
  /** Durable when it resolves. @returns the task as shown after the last change, null when it is gone */
  enqueue(...changes: Change[]): Promise<ListedTask | null>;
  /** Runs the work while no change can be added. */
  holdingAdditions<T>(run: () => Promise<T>): Promise<T>;
  /** Deletions that are held back at that time, epoch ms. */
  deleting(now: number): Deletion[];
  /** Undoes those of the deletions that are still held back. @returns the ids of their tasks */
  restore(taskIds: readonly string[], now: number): Promise<string[]>;
  /** Stops holding back deletions. */
  release(): void;
  /** The newer of a change's answer and the known task: a repeated change gets its first answer. */
  latest(change: Change, answered: Task | null): Task | null;
  /**
   * Stores the server's state of an entry's task (null: there is none), and settles the entry.
   * @param numbers the dashboard's numbers after it, written in the same transaction
   * @param stuck keeps the entry until its author has decided
   */
  settle(
    entry: OutboxEntry,
    confirmed: Task | null,
    numbers: StoredProjects | null,
    stuck?: SafeError | null,
  ): Promise<void>;
  /**
   * Replaces a stuck change and all that wait behind it.
   * @param changes returns the changes to keep, from both versions of the task
   * @returns ids of the tasks that look different now; none if nothing was stuck
   */
  decide(
    taskId: string,
    changes: (waiting: readonly Change[], mine: Task | null, theirs: Task | null) => readonly Change[],
  ): Promise<string[]>;
  /** Stores the server's state of one task; entries stay. */
  confirm(confirmed: Task): Promise<void>;
  /** The cursor of the next delta; null for a whole list. */
  since(): string | null;
  /**
   * Stores the server's delta of that time (epoch ms).
   * @returns ids of tasks that look different now
   * @throws CodedError `answerTooLarge`, and stores nothing, if the list would have more tasks than a person can have
   */
  applyDelta(delta: TaskDelta, at: number): Promise<string[]>;
}

/** Loads the account's tasks from the vault. */
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

/** Values derived from the unsent changes. */
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

/** The person's changes. */
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
      // Removed from the queue before the write, so that they are not sent meanwhile.
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

/** The server's answers. */
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
    // If the server has deleted the task, it has had the creation, whose answer was lost.
    const removed = queue.all().filter(({ change }) => change.kind === 'create' && gone.has(change.taskId));
    const confirmed = new Map<string, Task | null>();
    for (const task of tasks) if (!isSame(known(task.taskId), task)) confirmed.set(task.taskId, task);
    for (const id of gone) if (server.has(id)) confirmed.set(id, null);
    // Each answer is bounded; this bounds what they add up to.
    let size = server.size;
    for (const [id, task] of confirmed) size += Number(task !== null) - Number(server.has(id));
    if (size > mostTasksHeld) throw new CodedError('answerTooLarge');
    return commit({ removed, confirmed, delta: { at, since } });
  },
});

const isSame = (one: Task | null, other: Task): boolean => JSON.stringify(one) === JSON.stringify(other);
