/** The fields of a task that its author writes: each of them is a text, and an edit can change it. */
import * as v from 'valibot';
import { type Task, type TaskEdit, taskDraft } from './task.ts';

export type TaskField = keyof typeof taskDraft.entries;

export const taskFields = Object.keys(taskDraft.entries) as TaskField[]; // the keys of this very object

/** The values of fields that nothing was written in; a name there always is. */
export const emptyTask = Object.fromEntries(
  taskFields.map((field) => [field, v.getDefault(taskDraft.entries[field])]),
) as v.InferDefaults<typeof taskDraft>; // which has these fields

/** The fields that an edit gives another value than the task has. */
export function changedFields(fields: TaskEdit, task: Task): TaskField[] {
  return taskFields.filter((field) => fields[field] !== undefined && fields[field] !== task[field]);
}
