/** A task and its limits. Both ends of the wire share them. */
import * as v from 'valibot';
import { isoDate } from './day.ts';
import { limits } from './text-limits.ts';

/** A UUID that the creator of the thing makes: RFC 9562, lower case. */
export const uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
);

/** The project name of a task without a project. Its counters have this name too. */
export const noProject = 'N/A';

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));

export const taskName = v.pipe(text(limits.name), v.minLength(1));
export const projectName = v.pipe(
  text(limits.project),
  v.transform((name) => name || noProject),
);
/** Empty if the task has no due day. */
export const dueDay = v.union([v.literal(''), isoDate]);

/** The fields that a person writes: one line for each, with its empty value. All other shapes are derived from it. */
export const taskDraft = v.object({
  name: taskName,
  project: v.optional(projectName, noProject),
  due: v.optional(dueDay, ''),
  description: v.optional(text(limits.description), ''),
});
export type TaskDraft = v.InferInput<typeof taskDraft>;

/** The fields that an edit changes; the others stay as they are. */
export const taskEdit = v.partial(taskDraft);
export type TaskEdit = v.InferOutput<typeof taskEdit>;

/** The page that a task was made from. */
export const taskSource = v.object({
  title: text(limits.title),
  url: v.pipe(
    text(limits.url),
    v.check((url) => /^https?:\/\//i.test(url) && URL.canParse(url), 'not the address of a web page'),
  ),
});

/** The fields of a new task. */
export const newTask = v.object({ ...taskDraft.entries, source: v.optional(taskSource) });
export type NewTask = v.InferOutput<typeof newTask>;

/** A task of the table. A field that was added after the task was made has its empty value. */
export const task = v.object({
  taskId: uuid,
  ...newTask.entries,
  createdOn: isoDate,
  completed: v.boolean(),
  /** Empty while the task is open. */
  completedOn: dueDay,
  /** Raised by one with each change. A change names the version that it is based on. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
export type Task = v.InferOutput<typeof task>;

/** A task from a file, with its dates there and the id that it gets. */
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
