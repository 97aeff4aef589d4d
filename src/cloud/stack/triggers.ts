import { Duration, type Stack } from 'aws-cdk-lib';
import { UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { type Apis, endpointOf } from './apis.ts';
import { allow, createFunction } from './functions.ts';
import type { Tables } from './tables.ts';
import type { UserPoolParts } from './user-pool.ts';

export interface Triggers {
  users: LambdaFunction;
  messages: LambdaFunction;
}

/** Cognito gives up after five seconds, and then the sign-in fails. */
const timeout = Duration.seconds(4);

/**
 * Makes the functions that the user pool calls. One makes a person's row after a confirmation or sign-in; one writes
 * mails and text messages.
 */
export function createTriggers(
  stack: Stack,
  parts: UserPoolParts & { tables: Tables; apis: Apis },
): Triggers {
  const { tableName, tableArn } = parts.tables.users;
  const users = createFunction(stack, 'TriggersFunction', {
    entry: 'triggers.ts',
    environment: { USERS_TABLE: tableName },
    statements: [allow('dynamodb:PutItem', tableArn)],
    timeout,
  });
  const messages = createFunction(stack, 'MessagesFunction', {
    entry: 'messages.ts',
    environment: { CONFIRM_URL: `${endpointOf(stack, parts.apis.profile)}/confirm` },
    statements: [],
    timeout,
  });
  parts.pool.addTrigger(UserPoolOperation.POST_CONFIRMATION, users);
  parts.pool.addTrigger(UserPoolOperation.POST_AUTHENTICATION, users);
  parts.pool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, messages);
  return { users, messages };
}
