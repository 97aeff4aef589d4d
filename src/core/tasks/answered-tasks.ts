/** The tasks of a server's answer. Another program, or another version of ours, may have written some of them. */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { type Task, task } from '../../domain/task.ts';
import { emptyTask, type TaskField, taskFields } from '../../domain/task-fields.ts';
import { parseOrNull } from '../parse.ts';

const { entries } = task;
const empty: Partial<Record<TaskField, string>> = emptyTask;

/** Each field has its empty value instead of a bad one. A name has none. */
const fields = Object.fromEntries(
  taskFields.map((field) => {
    const schema: v.GenericSchema<unknown, string> = entries[field];
    return [field, v.fallback(schema, empty[field] ?? '…')];
  }),
) as unknown as Pick<typeof entries, TaskField>; // the same fields, of the same types

/** A task. A bad value of a field does not hide the others. */
export const answeredTask = v.object({
  ...entries,
  ...fields,
  source: v.fallback(entries.source, undefined),
});

/** Most rows of an answer that are skipped. With more, the server speaks another language. */
const mostSkipped = 20;

/**
 * Rows that are no tasks are skipped, unless there are many, or nothing else.
 *
 * @throws CodedError `badAnswer`
 */
export function readTasks(rows: readonly unknown[]): Task[] {
  const tasks: Task[] = [];
  let skipped = 0;
  for (const row of rows) {
    const read = parseOrNull(answeredTask, row);
    if (read) tasks.push(read);
    else skipped += 1;
    if (skipped > mostSkipped) break;
  }
  if (skipped > mostSkipped || (skipped > 0 && tasks.length === 0)) throw new CodedError('badAnswer');
  return tasks;
}
