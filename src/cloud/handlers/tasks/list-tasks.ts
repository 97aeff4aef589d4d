import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Task } from '../../../domain/task.ts';
import { taskKeys, tasksBySequence } from '../tables/table-shapes.ts';
import type { TaskTables } from './change-task.ts';
import { isTombstone, taskOf, taskRow } from './rows.ts';

/** Rows a page at most. */
const pageRows = 250;
/** Bytes of JSON a page at most: DynamoDB's own measure does not know what escapes add. */
const pageBytes = 1_000_000;

/** What happened in a stretch of the owner's sequence. */
export interface Page {
  tasks: Task[];
  /** Ids of tasks that are no more. */
  deleted: string[];
  /** The latest `seq` that the page has seen. */
  last: number;
  /** Whether there is nothing behind it. */
  complete: boolean;
}

/**
 * A page of the owner's tasks in the order of their latest change. A task that changes while its owner turns pages
 * moves to the end: it may come twice, never not at all; one that is deleted meanwhile comes again as such.
 *
 * @param after the last `seq` of the page before, 0 for the first page
 */
export async function listTasks(tables: TaskTables, owner: string, after: number): Promise<Page> {
  const answer = await tables.documents.send(
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
  const page: Page = { tasks: [], deleted: [], last: after, complete: !answer.LastEvaluatedKey };
  let bytes = 0;
  for (const item of answer.Items ?? []) {
    const row = v.parse(taskRow, item);
    if (isTombstone(row)) page.deleted.push(row.taskId);
    else {
      const task = taskOf(row);
      bytes += Buffer.byteLength(JSON.stringify(task));
      if (bytes > pageBytes) return { ...page, complete: false };
      page.tasks.push(task);
    }
    page.last = row.seq;
  }
  return page;
}
