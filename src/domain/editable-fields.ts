/** What of a task its author may write anew. */
import type { Task, TaskEdit } from './task.ts';

/** The fields of a task that an edit can change. */
export const editableFields = ['name', 'project', 'due', 'description'] as const satisfies (keyof TaskEdit)[];

/** Those of the fields that say something else than the task does. */
export function changedFields(fields: TaskEdit, task: Task): (keyof TaskEdit)[] {
  return editableFields.filter((field) => fields[field] !== undefined && fields[field] !== task[field]);
}
