/** The function behind ProjectsAPI. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { handle } from 'hono/aws-lambda';
import { setting } from './environment.ts';
import { projectsApi } from './projects/routes.ts';

export const handler = handle(
  projectsApi({
    documents: DynamoDBDocumentClient.from(new DynamoDBClient()),
    table: setting('PROJECTS_TABLE'),
    clock: Date.now,
  }),
);
