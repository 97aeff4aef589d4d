/** The function behind ProjectsAPI. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serve } from './http/serve.ts';
import { projectsApi } from './projects/routes.ts';
import { setting } from './runtime/environment.ts';

export const handler = serve(
  projectsApi({
    documents: DynamoDBDocumentClient.from(new DynamoDBClient()),
    table: setting('PROJECTS_TABLE'),
    clock: Date.now,
  }),
);
