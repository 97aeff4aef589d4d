/** The function behind ProjectsAPI. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setting } from './environment.ts';
import { projectsApi } from './projects/routes.ts';
import { serve } from './serve.ts';

export const handler = serve(
  projectsApi({
    documents: DynamoDBDocumentClient.from(new DynamoDBClient()),
    table: setting('PROJECTS_TABLE'),
    clock: Date.now,
  }),
);
