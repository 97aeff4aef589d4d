/** The function behind ProfileAPI. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serve } from './http/serve.ts';
import { profileApi } from './profile/routes.ts';
import { setting } from './runtime/environment.ts';

export const handler = serve(
  profileApi({
    tables: {
      documents: DynamoDBDocumentClient.from(new DynamoDBClient()),
      users: setting('USERS_TABLE'),
      tasks: setting('TASKS_TABLE'),
      projects: setting('PROJECTS_TABLE'),
    },
    clock: Date.now,
    random: Math.random,
  }),
);
