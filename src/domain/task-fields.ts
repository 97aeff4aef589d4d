/** The text fields of a task, which its author writes and may edit. */
import * as v from 'valibot';
import { type Task, type TaskEdit, taskDraft } from './task.ts';

export type TaskField = keyof typeof taskDraft.entries;

export const taskFields = Object.keys(taskDraft.entries) as TaskField[]; // the keys of this very object

/** The values of empty fields. The name has no default. */
export const emptyTask = Object.fromEntries(
  taskFields.map((field) => [field, v.getDefault(taskDraft.entries[field])]),
) as v.InferDefaults<typeof taskDraft>; // which has these fields

/** The fields that an edit changes. */
export function changedFields(fields: TaskEdit, task: Task): TaskField[] {
  return taskFields.filter((field) => fields[field] !== undefined && fields[field] !== task[field]);
}
