/** The changes of an account that the server has not confirmed yet, in order. */
import type { Change } from '../../core/tasks/change.ts';
import type { OutboxEntry } from './stored-tasks.ts';

export interface OutboxQueue {
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

/**
 * @param entries in order
 * @param unreadable ids of entries that cannot be read here; their numbers are taken all the same
 */
export function createOutboxQueue(
  entries: readonly OutboxEntry[],
  unreadable: readonly string[],
): OutboxQueue {
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
