/**
 * The bodies of TasksAPI, as the handlers parse them and the extension sends them. Fields that are not named here are
 * left out, an owner above all: that is who signed the request.
 */
import * as v from 'valibot';
import { isoDate } from '../domain/day.ts';
import { newTask, task, taskEdit, uuid } from '../domain/task.ts';

const version = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `POST /tasks`. The ids are made by the client, so that a repeat is known as one. */
export const createTaskBody = v.object({
  changeId: uuid,
  taskId: uuid,
  ...newTask.entries,
  /** The day on the author's own calendar: the month that `added` counts in. */
  createdOn: isoDate,
});
export type CreateTaskBody = v.InferOutput<typeof createTaskBody>;

/** `PUT /tasks/{taskId}`: the fields that change, and the version that was seen. */
export const changeTaskBody = v.pipe(
  v.object({
    changeId: uuid,
    version,
    ...taskEdit.entries,
    completed: v.optional(v.boolean()),
    completedOn: v.optional(isoDate),
  }),
  v.check((body) => body.completed !== true || body.completedOn !== undefined, 'completedOn is missing'),
);
export type ChangeTaskBody = v.InferOutput<typeof changeTaskBody>;

/** `DELETE /tasks/{taskId}?changeId=…&version=…`, as query parameters. */
export const deleteTaskQuery = v.strictObject({
  changeId: uuid,
  version: v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/), v.transform(Number)),
});

/** `GET /tasks`: nothing, or one of the cursors that an earlier answer gave. */
export const listTasksQuery = v.pipe(
  v.object({ cursor: v.optional(v.string()), since: v.optional(v.string()) }),
  v.check((query) => query.cursor === undefined || query.since === undefined, 'cursor and since at once'),
);
export type ListTasksQuery = v.InferOutput<typeof listTasksQuery>;

/** Answer of `POST` (201; 200 for a repeat) and `PUT` (200). */
export const taskAnswer = v.object({ task });

/** Answer of `DELETE` (200). */
export const deletedAnswer = v.object({ deleted: uuid });

/**
 * Answer of `GET /tasks?cursor=…`, all tasks by pages, and of `GET /tasks?since=…`, what has changed.
 * `next` is an opaque cursor, null on the last page. `since` is on the last page: the opaque point in time from which
 * the next `?since=` tells what has changed. One that is too old is answered with 410: everything is to be read afresh.
 */
export const tasksAnswer = v.object({
  tasks: v.array(task),
  /** Ids of tasks that are no more. */
  deleted: v.optional(v.array(uuid), []),
  next: v.nullable(v.string()),
  since: v.optional(v.nullable(v.string()), null),
});

/** Every failure: a code for programs, a message for developers; 409 carries the current task, 400 the field. */
export const failureAnswer = v.object({
  error: v.picklist([
    'invalid',
    'forbidden',
    /** Accept the terms first: `PUT /profile`. */
    'termsRequired',
    'notFound',
    'conflict',
    /** As many tasks as one person may have. */
    'full',
    /** The cursor is too old. */
    'gone',
    'tooLarge',
    'busy',
    'internal',
  ]),
  message: v.string(),
  field: v.optional(v.string()),
  task: v.optional(task),
});
export type FailureAnswer = v.InferOutput<typeof failureAnswer>;
