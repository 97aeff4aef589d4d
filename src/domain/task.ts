/** A task as both ends of the wire know it, and what may be written in one. */
import * as v from 'valibot';
import { isoDate } from './day.ts';

/** A random id made by whoever creates the thing: RFC 9562 UUID, lower case. */
export const uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
);

/** What a task without a project is counted under. */
export const noProject = 'N/A';

/** Longest texts, in UTF-16 units. A task stays far below DynamoDB's 400 kB an item. */
export const limits = { name: 500, project: 100, description: 5000, url: 2048, title: 500 } as const;

const text = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most));

export const taskName = v.pipe(text(limits.name), v.minLength(1));
export const projectName = v.pipe(
  text(limits.project),
  v.transform((name) => name || noProject),
);
/** Empty where the task has no due day. */
export const dueDay = v.union([v.literal(''), isoDate]);

/** The page a task was made of. */
export const taskSource = v.object({
  title: text(limits.title),
  url: v.pipe(text(limits.url), v.regex(/^https?:\/\//)),
});

export const task = v.object({
  taskId: uuid,
  name: taskName,
  project: projectName,
  due: dueDay,
  description: text(limits.description),
  createdOn: isoDate,
  completed: v.boolean(),
  /** Empty while the task is open. */
  completedOn: dueDay,
  /** Raised by one with each change; a change names the version it saw. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  source: v.optional(taskSource),
});
export type Task = v.InferOutput<typeof task>;

const draftFields = {
  name: taskName,
  project: v.optional(projectName, noProject),
  due: v.optional(dueDay, ''),
  description: v.optional(text(limits.description), ''),
};

/** What a person writes in the add form. */
export const taskDraft = v.object(draftFields);
export type TaskDraft = v.InferInput<typeof taskDraft>;

/** A task from a file, with the days it had there. */
export const importedTask = v.strictObject({
  taskId: uuid,
  ...draftFields,
  createdOn: isoDate,
  /** Empty while the task is open. */
  completedOn: dueDay,
  source: v.optional(taskSource),
});
export type ImportedTask = v.InferOutput<typeof importedTask>;

/** The fields of a task that an edit changes; the others stay as they are. */
export const taskEdit = v.object({
  name: v.optional(taskName),
  project: v.optional(projectName),
  due: v.optional(dueDay),
  description: v.optional(text(limits.description)),
});
export type TaskEdit = v.InferOutput<typeof taskEdit>;
