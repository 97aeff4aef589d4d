/** What the user pool tells when somebody is confirmed or has signed in: the moment to make their row. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { setting } from './runtime/environment.ts';
import { rowMaker } from './users/row-maker.ts';

export const handler = rowMaker({
  table: {
    // Within the two seconds that the row may take there is time for one more attempt.
    documents: DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 2 })),
    users: setting('USERS_TABLE'),
  },
  clock: Date.now,
});
