/** The rows of the Tasks table. A row that does not parse is a fault that must stop the request. */
import * as v from 'valibot';
import { isoDate } from '../../../domain/day.ts';
import { type Task, task, uuid } from '../../../domain/task.ts';

/** Lifetime of a tombstone and of a change's record. A device that was away for longer loads everything again. */
export const tombstoneSeconds = 30 * 24 * 60 * 60;

const counter = v.pipe(v.number(), v.integer(), v.minValue(1));

/** The fields of a task's row besides the task itself. */
const bookkeeping = {
  /** Place in the owner's sequence of changes. */
  seq: counter,
  /** The change that wrote this version. */
  changeId: uuid,
};

const liveRow = v.object({ ...bookkeeping, ...task.entries });

/** The rest of a deleted task: enough to tell other devices of the deletion, without its content. */
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

/** A change that was made, with its answer. */
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
  /** Number of the owner's tasks. */
  live: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
});
export type SequenceRow = v.InferOutput<typeof sequenceRow>;

export const isTombstone = (row: TaskRow): row is v.InferOutput<typeof tombstoneRow> => 'deletedOn' in row;

/** The task in a row, without the bookkeeping fields. */
export const taskOf = (row: v.InferOutput<typeof liveRow>): Task => v.parse(task, row);
