import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type ListedUser, listedUser } from '../../../contract/profile-api.ts';
import { Failure } from '../http/failure.ts';
import { userKeys } from '../tables/table-shapes.ts';
import type { UsersTable } from '../users/user-row.ts';

/** Number of people in a page. */
const pageRows = 100;

/**
 * A page of all people who have a row, in no meaningful order.
 *
 * @param cursor from the page before, null for the first page
 * @throws Failure `invalid` if it is no cursor of this list
 */
export async function listUsers(
  { documents, users }: UsersTable,
  cursor: string | null,
): Promise<{ users: ListedUser[]; next: string | null }> {
  const page = await documents.send(
    new ScanCommand({
      TableName: users,
      Limit: pageRows,
      FilterExpression: 'attribute_not_exists(#expiry)', // markers of who was erased
      ExpressionAttributeNames: { '#expiry': userKeys.expiry },
      ...(cursor === null ? {} : { ExclusiveStartKey: { [userKeys.partition]: readCursor(cursor) } }),
    }),
  );
  const last = page.LastEvaluatedKey?.[userKeys.partition];
  return {
    users: (page.Items ?? []).map((item) => v.parse(listedUser, item)),
    next: last === undefined ? null : writeCursor(v.parse(v.string(), last)),
  };
}

const writeCursor = (sub: string): string => Buffer.from(sub).toString('base64url');

function readCursor(cursor: string): string {
  const sub = Buffer.from(cursor, 'base64url').toString();
  if (/^[0-9a-f-]{36}$/.test(sub) && writeCursor(sub) === cursor) return sub;
  throw new Failure('invalid', 'This is no cursor of this list.', { field: 'cursor' });
}
