/** The keys of the tables. The stack, the handlers and the tests import them from here. */
import { createHash } from 'node:crypto';

/**
 * Tasks: one partition for each owner (the user pool's `sub`), with rows of three kinds. `task#ID`: a task, or for
 * thirty days its tombstone. `change#ID`: the answer to a change, for thirty days. `sequence`: the number of the
 * owner's latest change.
 */
export const taskKeys = { partition: 'owner', sort: 'item', expiry: 'expiresAt' } as const;

/**
 * Rows of tasks in the order of their latest change. Rows of other kinds have no `seq`, so the index leaves them out.
 */
export const tasksBySequence = { name: 'bySeq', sort: 'seq' } as const;

/** Projects: counters by project and month. One owner's changes always count in the same one of `shardCount` shards. */
export const projectKeys = { partition: 'shard', sort: 'entry' } as const;

/** Users: one row for each person, by the user pool's `sub`. An erased person's row is a marker, for two days. */
export const userKeys = { partition: 'sub', expiry: 'expiresAt' } as const;

export const taskItem = (taskId: string): string => `task#${taskId}`;
export const changeItem = (changeId: string): string => `change#${changeId}`;
export const sequenceItem = 'sequence';

/**
 * Shards keep transactions on one project apart, so that many people can work on it at once. docs/scale.md says how
 * many are enough. The number may be raised at any time: an owner's earlier counts stay in their old shard.
 */
export const shardCount = 8;

const shardName = (index: number): string => `shard#${String(index).padStart(2, '0')}`;

export const shards: readonly string[] = Array.from({ length: shardCount }, (_, index) => shardName(index));

/** @param count another number of shards, for a simulation */
export function shardOf(owner: string, count = shardCount): string {
  return shardName(createHash('sha256').update(owner).digest().readUInt16BE(0) % count);
}

/** `2026-11#Release`: sorts by month. The project may contain any character. */
export const counterEntry = (row: { month: string; project: string }): string =>
  `${row.month}#${row.project}`;
