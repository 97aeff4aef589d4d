/** The fields of a task that its author writes: each of them is a text, and an edit can change it. */
import * as v from 'valibot';
import { type Task, type TaskEdit, taskDraft } from './task.ts';

export type TaskField = keyof typeof taskDraft.entries;

export const taskFields = Object.keys(taskDraft.entries) as TaskField[]; // the keys of this very object

/** The values of fields that nothing was written in. */
export const emptyTask = v.getDefaults(taskDraft);

/** The fields that an edit gives another value than the task has. */
export function changedFields(fields: TaskEdit, task: Task): TaskField[] {
  return taskFields.filter((field) => fields[field] !== undefined && fields[field] !== task[field]);
}
