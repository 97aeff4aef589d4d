/** The rows of the Tasks table, parsed as they come out: a row that does not read like this is a fault worth stopping at. */
import * as v from 'valibot';
import { isoDate } from '../../../domain/day.ts';
import { type Task, task, uuid } from '../../../domain/task.ts';

/** How long a tombstone and a change's record stay: a device that was away for longer loads everything afresh. */
export const tombstoneSeconds = 30 * 24 * 60 * 60;

const counter = v.pipe(v.number(), v.integer(), v.minValue(1));

/** What a task's row holds beside the task itself. */
const bookkeeping = {
  /** Place in the owner's sequence of changes. */
  seq: counter,
  /** The change that wrote this version. */
  changeId: uuid,
};

const liveRow = v.object({ ...bookkeeping, ...task.entries });

/** What stays of a deleted task: enough to tell other devices of it, nothing that was written in it. */
const tombstoneRow = v.object({
  ...bookkeeping,
  taskId: uuid,
  version: counter,
  deletedOn: isoDate,
  /** Epoch seconds, DynamoDB's time to live. */
  expiresAt: v.number(),
});

export const taskRow = v.union([tombstoneRow, liveRow]);
export type TaskRow = v.InferOutput<typeof taskRow>;

/** A change that was made, with what it answered. */
export const changeRow = v.object({
  taskId: uuid,
  kind: v.picklist(['create', 'change', 'delete']),
  status: v.picklist([200, 201]),
  body: v.record(v.string(), v.unknown()),
  expiresAt: v.number(),
});
export type ChangeRow = v.InferOutput<typeof changeRow>;

export const sequenceRow = v.object({
  /** The `seq` of the owner's latest change. */
  last: counter,
  /** How many tasks the owner has. */
  live: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
});
export type SequenceRow = v.InferOutput<typeof sequenceRow>;

export const isTombstone = (row: TaskRow): row is v.InferOutput<typeof tombstoneRow> => 'deletedOn' in row;

/** The task that a row holds, without the bookkeeping. */
export const taskOf = (row: v.InferOutput<typeof liveRow>): Task => v.parse(task, row);
