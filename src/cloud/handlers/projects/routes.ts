import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import { applyDeltas } from '../../../contract/projects.ts';
import { type ApiEnvironment, createApi } from '../api.ts';
import { shards } from '../table-shapes.ts';
import { readShard } from './counters.ts';

/** `GET /projects`: names and counts, for everybody; whoever calls, the answer is the same. */
export function projectsApi(parts: {
  documents: DynamoDBDocumentClient;
  table: string;
  clock: () => number;
}): Hono<ApiEnvironment> {
  const app = createApi(parts.clock);
  app.get('/projects', async (context) => {
    const rows = await Promise.all(shards.map((shard) => readShard(parts.documents, parts.table, shard)));
    return context.json({ projects: applyDeltas([], rows.flat()) });
  });
  return app;
}
