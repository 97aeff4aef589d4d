import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { ProjectMonth } from '../../../domain/project-counters.ts';
import { projectMonth } from '../../../domain/project-counters.ts';
import { projectKeys } from '../tables/table-shapes.ts';

/** A row of the Projects table. The first count makes it with one of the two numbers missing. */
const counterRow = v.pipe(
  v.object({
    [projectKeys.sort]: v.string(),
    added: v.optional(v.number(), 0),
    completed: v.optional(v.number(), 0),
  }),
  v.transform(({ [projectKeys.sort]: entry, ...counts }) => ({
    month: entry.slice(0, 7),
    project: entry.slice(8),
    ...counts,
  })),
  projectMonth,
);

/** Reads all counters of one shard, consistently, all pages. */
export async function readShard(
  documents: DynamoDBDocumentClient,
  table: string,
  shard: string,
): Promise<ProjectMonth[]> {
  const pages = paginateQuery(
    { client: documents },
    {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: '#partition = :shard',
      ExpressionAttributeNames: { '#partition': projectKeys.partition },
      ExpressionAttributeValues: { ':shard': shard },
    },
  );
  const rows: ProjectMonth[] = [];
  for await (const page of pages) {
    for (const item of page.Items ?? []) rows.push(v.parse(counterRow, item));
  }
  return rows;
}
