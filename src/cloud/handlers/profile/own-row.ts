/** A person's own row: reads it, makes it if it is missing, and changes it. */
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { ChangeProfileBody } from '../../../contract/profile-api.ts';
import { Failure } from '../http/failure.ts';
import { userKeys } from '../tables/table-shapes.ts';
import {
  insertUser,
  newUserRow,
  type Person,
  type UserRow,
  type UsersTable,
  userRow,
} from '../users/user-row.ts';

/** @param now epoch ms, for a new row: the trigger that should have made it may have failed */
export async function readOwnRow(table: UsersTable, person: Person, now: number): Promise<UserRow> {
  const found = await read(table, person.sub);
  if (found) return found;
  const made = newUserRow(person, now);
  if (await insertUser(table, made)) return made;
  return (await read(table, person.sub)) ?? made;
}

async function read({ documents, users }: UsersTable, sub: string): Promise<UserRow | null> {
  const Key = { [userKeys.partition]: sub };
  const { Item } = await documents.send(new GetCommand({ TableName: users, Key, ConsistentRead: true }));
  return Item ? v.parse(userRow, Item) : null;
}

/** @throws Failure `forbidden` while the person is being erased, which cannot be undone */
export async function changeOwnRow(
  table: UsersTable,
  person: Person,
  change: ChangeProfileBody,
  now: number,
): Promise<UserRow> {
  const row = await readOwnRow(table, person, now);
  const assignments = assignmentsOf(change);
  if (assignments.length === 0) return row;
  const names = assignments.flatMap(({ path }) => path);
  try {
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: table.users,
        Key: { [userKeys.partition]: person.sub },
        UpdateExpression: `SET ${assignments.map(({ path }, index) => `${pathOf(path)} = :v${index}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(#sub) AND attribute_not_exists(#erasingSince)',
        ExpressionAttributeNames: {
          '#sub': userKeys.partition,
          '#erasingSince': 'erasingSince',
          ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
        },
        ExpressionAttributeValues: Object.fromEntries(
          assignments.map(({ value }, index) => [`:v${index}`, value]),
        ),
        ReturnValues: 'ALL_NEW',
      }),
    );
    return v.parse(userRow, Attributes);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
    throw new Failure('forbidden', 'This account is being erased.');
  }
}

const pathOf = (path: readonly string[]): string => path.map((name) => `#${name}`).join('.');

/** One assignment for each changed value, so that two devices can change two flags at the same time. */
function assignmentsOf(change: ChangeProfileBody): { path: string[]; value: boolean }[] {
  const flags = Object.entries(change.notifications ?? {}).map(([flag, value]) => ({
    path: ['notifications', flag],
    value,
  }));
  const terms = change.termsAccepted ? [{ path: ['termsAccepted'], value: true }] : [];
  return [...flags, ...terms].filter((one) => one.value !== undefined);
}
