/** The function behind TasksAPI. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serve } from './http/serve.ts';
import { setting } from './runtime/environment.ts';
import { tasksApi } from './tasks/routes.ts';

export const handler = serve(
  tasksApi({
    tables: {
      documents: DynamoDBDocumentClient.from(new DynamoDBClient(), {
        marshallOptions: { removeUndefinedValues: true },
      }),
      tasks: setting('TASKS_TABLE'),
      projects: setting('PROJECTS_TABLE'),
      users: setting('USERS_TABLE'),
    },
    userPoolProvider: setting('USER_POOL_PROVIDER'),
    clock: Date.now,
    random: Math.random,
  }),
);
