/** The keys of the tables: the one place where the stack, the handlers and the tests agree on them. */
import { createHash } from 'node:crypto';

/**
 * Tasks: one partition an owner (the user pool's `sub`), with rows of three kinds.
 * `task#ID`: a task, or for thirty days the tombstone of one. `change#ID`: what a change answered, for thirty days.
 * `sequence`: the number of the owner's latest change.
 */
export const taskKeys = { partition: 'owner', sort: 'item', expiry: 'expiresAt' } as const;

/** Rows of tasks in the order of their latest change; rows of other kinds have no `seq` and are not in it. */
export const tasksBySequence = { name: 'bySeq', sort: 'seq' } as const;

/** Projects: counters by project and month. An owner's changes always count in the same one of `shardCount` shards. */
export const projectKeys = { partition: 'shard', sort: 'entry' } as const;

/** Users: one row a person, by the user pool's `sub`. */
export const userKeys = { partition: 'sub' } as const;

export const taskItem = (taskId: string): string => `task#${taskId}`;
export const changeItem = (changeId: string): string => `change#${changeId}`;
export const sequenceItem = 'sequence';

/**
 * So that many people who work on one project do not wait for each other's transactions; docs/scale.md says how many
 * are enough for whom. It may be raised at any time: an owner's counts of before stay in the shard they were made in.
 */
export const shardCount = 8;

const shardName = (index: number): string => `shard#${String(index).padStart(2, '0')}`;

export const shards: readonly string[] = Array.from({ length: shardCount }, (_, index) => shardName(index));

/** @param count another number of shards than the tables have, to see what it would do */
export function shardOf(owner: string, count = shardCount): string {
  return shardName(createHash('sha256').update(owner).digest().readUInt16BE(0) % count);
}

/** `2026-11#Release`: sorts by month and names the project, which may hold any character. */
export const counterEntry = (row: { month: string; project: string }): string =>
  `${row.month}#${row.project}`;
