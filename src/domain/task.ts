/** A task as both ends of the wire know it, and what may be written in one. */
import * as v from 'valibot';
import { isoDate } from './day.ts';
import { limits } from './text-limits.ts';

/** A random id, made by the one who creates the thing: RFC 9562 UUID, lower case. */
export const uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
);

/** The project of a task without one: it is counted under this name. */
export const noProject = 'N/A';

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));

export const taskName = v.pipe(text(limits.name), v.minLength(1));
export const projectName = v.pipe(
  text(limits.project),
  v.transform((name) => name || noProject),
);
/** Empty where the task has no due day. */
export const dueDay = v.union([v.literal(''), isoDate]);

/** What a person writes in a task: a line for each field, with the value of an empty one. Everything else follows from it. */
export const taskDraft = v.object({
  name: taskName,
  project: v.optional(projectName, noProject),
  due: v.optional(dueDay, ''),
  description: v.optional(text(limits.description), ''),
});
export type TaskDraft = v.InferInput<typeof taskDraft>;

/** The fields of a task that an edit changes; the others stay as they are. */
export const taskEdit = v.partial(taskDraft);
export type TaskEdit = v.InferOutput<typeof taskEdit>;

/** The page a task was made of. */
export const taskSource = v.object({
  title: text(limits.title),
  url: v.pipe(text(limits.url), v.regex(/^https?:\/\//)),
});

/** What a task is made with. */
export const newTask = v.object({ ...taskDraft.entries, source: v.optional(taskSource) });
export type NewTask = v.InferOutput<typeof newTask>;

/** A task as it lies in the table. A field that is younger than the task has the value of an empty one. */
export const task = v.object({
  taskId: uuid,
  ...newTask.entries,
  createdOn: isoDate,
  completed: v.boolean(),
  /** Empty while the task is open. */
  completedOn: dueDay,
  /** Raised by one with each change; a change names the version it saw. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type Task = v.InferOutput<typeof task>;

/** A task from a file, with the days it had there, under the id it gets. */
export const importedTask = v.strictObject({
  taskId: uuid,
  ...newTask.entries,
  createdOn: isoDate,
  /** Empty while the task is open. */
  completedOn: dueDay,
});
export type ImportedTask = v.InferOutput<typeof importedTask>;
/** A task in a file. */
export type FileTask = Omit<ImportedTask, 'taskId'>;
