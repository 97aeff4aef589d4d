import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Task } from '../../../contract/task.ts';
import { taskKeys, tasksBySequence } from '../table-shapes.ts';
import type { TaskTables } from './change-task.ts';
import { isTombstone, taskOf, taskRow } from './rows.ts';

/** Rows a page at most. */
const pageRows = 250;
/** Bytes of JSON a page at most: DynamoDB's own measure does not know what escapes add. */
const pageBytes = 1_000_000;

/**
 * A page of the owner's tasks in the order of their latest change. A task that changes while its owner turns pages
 * moves to the end: it may come twice, never not at all. A page may be empty and not the last (it held tombstones).
 *
 * @param after the last `seq` of the page before, 0 for the first page
 * @returns `next`: the `seq` to go on after, null on the last page
 */
export async function listTasks(
  tables: TaskTables,
  owner: string,
  after: number,
): Promise<{ tasks: Task[]; next: number | null }> {
  const page = await tables.documents.send(
    new QueryCommand({
      TableName: tables.tasks,
      IndexName: tasksBySequence.name,
      ConsistentRead: true,
      Limit: pageRows,
      KeyConditionExpression: '#owner = :owner AND #seq > :after',
      ExpressionAttributeNames: { '#owner': taskKeys.partition, '#seq': tasksBySequence.sort },
      ExpressionAttributeValues: { ':owner': owner, ':after': after },
    }),
  );
  const rows = (page.Items ?? []).map((item) => v.parse(taskRow, item));
  const tasks: Task[] = [];
  let bytes = 0;
  let last = after;
  for (const row of rows) {
    if (!isTombstone(row)) {
      const task = taskOf(row);
      bytes += Buffer.byteLength(JSON.stringify(task));
      if (bytes > pageBytes) return { tasks, next: last };
      tasks.push(task);
    }
    last = row.seq;
  }
  return { tasks, next: page.LastEvaluatedKey ? last : null };
}
