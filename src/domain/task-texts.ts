/** A task as a person types it, in a form or a file: one text for each field, valid or not. */
import * as v from 'valibot';
import { pick } from './pick.ts';
import { noProject, type Task, type TaskEdit } from './task.ts';
import { type TaskField, taskFields } from './task-fields.ts';
import { limits } from './text-limits.ts';

/** No field takes a longer text. Texts of an older version lack later fields. */
const typed = v.optional(v.pipe(v.string(), v.maxLength(Math.max(...Object.values(limits)))), '');

export const taskTexts = v.object(v.entriesFromList(taskFields, typed));
export type TaskTexts = v.InferOutput<typeof taskTexts>;

export const emptyTexts = (): TaskTexts => v.parse(taskTexts, {});

/** The texts of a task. The text of "no project" is empty. */
export const textsOf = (task: Pick<Task, TaskField>): TaskTexts => ({
  ...pick(task, taskFields),
  project: task.project === noProject ? '' : task.project,
});

/** The fields whose text has changed. */
export function editOf(before: TaskTexts, after: TaskTexts): TaskEdit {
  return pick(
    after,
    taskFields.filter((field) => after[field].trim() !== before[field]),
  );
}
