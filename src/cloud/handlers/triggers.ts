/** The trigger that the user pool calls after a confirmation and a sign-in. It makes the person's row. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setting } from './runtime/environment.ts';
import { rowMaker } from './users/row-maker.ts';

export const handler = rowMaker({
  table: {
    // The two seconds for the row leave time for one retry.
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2 })),
    users: setting('USERS_TABLE'),
  },
  clock: Date.now,
});
