import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Task } from '../../../contract/task.ts';
import { taskKeys, tasksBySequence } from '../table-shapes.ts';
import type { TaskTables } from './change-task.ts';
import { isTombstone, taskOf, taskRow } from './rows.ts';

/** Rows a page at most. DynamoDB ends it earlier where they come to 1 MB. */
const pageSize = 250;

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
      Limit: pageSize,
      KeyConditionExpression: '#owner = :owner AND #seq > :after',
      ExpressionAttributeNames: { '#owner': taskKeys.partition, '#seq': tasksBySequence.sort },
      ExpressionAttributeValues: { ':owner': owner, ':after': after },
    }),
  );
  const rows = (page.Items ?? []).map((item) => v.parse(taskRow, item));
  const tasks = rows.flatMap((row) => (isTombstone(row) ? [] : [taskOf(row)]));
  const last = rows.at(-1);
  return { tasks, next: page.LastEvaluatedKey && last ? last.seq : null };
}
