/**
 * The bodies of TasksAPI, for the handlers and the extension. Unknown fields are dropped, an owner above all: the owner
 * is the signer of the request.
 */
import * as v from 'valibot';
import { isoDate } from '../domain/day.ts';
import { newTask, task, taskEdit, uuid } from '../domain/task.ts';

/** Longest cursor that is kept, in UTF-16 units. */
const longestCursor = 2048;

const version = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `POST /tasks`. The client makes the ids, so that a repeat is recognised. */
export const createTaskBody = v.object({
  changeId: uuid,
  taskId: uuid,
  ...newTask.entries,
  /** The day in the author's time zone. `added` counts in its month. */
  createdOn: isoDate,
});
export type CreateTaskBody = v.InferOutput<typeof createTaskBody>;

/** `PUT /tasks/{taskId}`: the changed fields, and the version that the change is based on. */
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

/** `GET /tasks`: no parameter, or one of the cursors of an earlier answer. */
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
 * Answer of `GET /tasks?cursor=…` (all tasks in pages) and of `GET /tasks?since=…` (the changes). `next` is an opaque
 * cursor, null on the last page. `since` is on the last page: the next `?since=` continues from there. A value that is
 * too old is answered with 410: the client must read all tasks again.
 */
export const tasksAnswer = v.object({
  tasks: v.array(task),
  /** Ids of deleted tasks. */
  deleted: v.optional(v.array(uuid), []),
  next: v.nullable(v.string()),
  since: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(longestCursor))), null),
});

/** Every failure: a code for programs, a message for developers. 409 has the current task, 400 the field. */
export const failureAnswer = v.object({
  error: v.picklist([
    'invalid',
    'forbidden',
    /** Accept the terms first: `PUT /profile`. */
    'termsRequired',
    'notFound',
    'conflict',
    /** The person has the maximum number of tasks. */
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
