import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Hono } from 'hono';
import { projectsQuery } from '../../../contract/projects-api.ts';
import { applyDeltas } from '../../../domain/project-counters.ts';
import { type ApiEnvironment, createApi } from '../http/api.ts';
import { parseInput } from '../http/parse.ts';
import { shards } from '../tables/table-shapes.ts';
import { readShard } from './counters.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { pageOf, pageRows } from './page.ts';
import { createReadings, type Reading } from './readings.ts';

/** `GET /projects`: public names and counts. The answer is the same for every caller. */
export function projectsApi(parts: {
  documents: DynamoDBDocumentClient;
  table: string;
  clock: () => number;
  /** Most rows of a page; {@link pageRows} by default. */
  pageRows?: number;
}): Hono<ApiEnvironment> {
  const app = createApi(parts.clock);
  const readings = createReadings(async () => {
    const rows = await Promise.all(shards.map((shard) => readShard(parts.documents, parts.table, shard)));
    return applyDeltas([], rows.flat());
  }, parts.clock);

  app.get('/projects', async (context) => {
    const query = parseInput(projectsQuery, context.req.query(), 'query');
    const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
    // A later page uses a reading at least as new as the first page's, on any instance.
    const reading: Reading = cursor
      ? await readings.kept(cursor.at)
      : await (query.fresh ? readings.fresh() : readings.kept());
    const { projects, last } = pageOf(reading.rows, cursor?.last ?? null, parts.pageRows ?? pageRows);
    return context.json({ projects, next: last && writeCursor({ at: reading.at, last }) });
  });
  return app;
}
