import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Task } from '../../../domain/task.ts';
import { taskKeys, tasksBySequence } from '../tables/table-shapes.ts';
import type { TaskTables } from './change-task.ts';
import { isTombstone, taskOf, taskRow } from './rows.ts';

/** Most rows of a page. */
const pageRows = 250;
/** Most bytes of JSON of a page: DynamoDB's own limit does not count escapes. */
const pageBytes = 1_000_000;

/** The changes in a range of the owner's sequence. */
export interface Page {
  tasks: Task[];
  /** Ids of deleted tasks. */
  deleted: string[];
  /** The latest `seq` in the page. */
  last: number;
  /** Whether this is the last page. */
  complete: boolean;
}

/**
 * A page of the owner's tasks in the order of their latest change. A task that changes while pages are read moves to
 * the end, so it may appear twice, but is never left out. A task that is deleted meanwhile appears again as deleted.
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
