/** A row of the Users table: our data about a person, besides the user pool's. */
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Profile, profile } from '../../../contract/profile-api.ts';
import { userKeys } from '../tables/table-shapes.ts';

export interface UsersTable {
  documents: DynamoDBDocumentClient;
  users: string;
}

export const userRow = v.object({
  ...profile.entries,
  username: v.string(),
  /**
   * Set once the person has asked for their erasure: from then on none of their tasks is written. ISO 8601 with time,
   * UTC.
   */
  erasingSince: v.optional(v.string()),
});
export type UserRow = v.InferOutput<typeof userRow>;

/** The person of a row. The authorizer, or the user pool that calls a trigger, vouches for it. */
export interface Person {
  sub: string;
  username: string;
}

/** @param now epoch ms */
export const newUserRow = ({ sub, username }: Person, now: number): UserRow => ({
  sub,
  username,
  notifications: { dueToday: false, overdue: false },
  termsAccepted: false,
  createdAt: new Date(now).toISOString(),
});

/**
 * Makes the person's row, unless there is one.
 *
 * @param options.abortSignal ends the wait; the row may have been made all the same
 * @returns whether it was made
 */
export async function insertUser(
  { documents, users }: UsersTable,
  row: UserRow,
  options: { abortSignal?: AbortSignal } = {},
): Promise<boolean> {
  const put = new PutCommand({
    TableName: users,
    Item: row,
    ConditionExpression: 'attribute_not_exists(#sub)',
    ExpressionAttributeNames: { '#sub': userKeys.partition },
  });
  try {
    await documents.send(put, options);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** The part of the row that the person sees. */
export const profileOf = (row: UserRow): Profile => v.parse(profile, row);
