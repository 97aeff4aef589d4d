/** Erases a person's tasks, then what their row says of them. */
import { setTimeout as delay } from 'node:timers/promises';
import {
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { applyDeltas, counterDeltas, type ProjectMonth } from '../../../domain/project-counters.ts';
import { Failure } from '../http/failure.ts';
import { counterEntry, projectKeys, shardOf, taskItem, taskKeys, userKeys } from '../tables/table-shapes.ts';
import { cancelledByOthers } from '../tasks/cancelled.ts';
import { isTombstone, taskOf, taskRow } from '../tasks/rows.ts';
import { newUserRow, type Person, type UsersTable } from '../users/user-row.ts';

export interface ErasureParts {
  tables: UsersTable & { tasks: string; projects: string };
  /** Epoch ms. */
  clock: () => number;
  /** 0 to 1, for the jitter. */
  random: () => number;
  /** Most rows that one call erases; {@link rowsPerCall} by default. */
  rowsPerCall?: number;
}

/**
 * With the pauses between conflicts, a call stays well within the function's time. A person with more rows calls again.
 */
const rowsPerCall = 1000;
const workMs = 5000;
/** An ID token lasts a day at most, and the credentials for it another hour. https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html */
const markerSeconds = 2 * 24 * 60 * 60;
/** A live task takes up to three of a transaction's hundred items: itself and two counters. */
const rowsPerTransaction = 25;
const attempts = 8;
const longestPauseMs = 200;

/**
 * Continues erasing a person. First their row is marked: no task transaction gets past the mark. Then each transaction
 * removes rows together with their counts, so an interrupted call never counts a task twice. The person's row
 * becomes a marker last, after a consistent read has found nothing else.
 *
 * @returns whether everything is gone; if not, call again
 */
export async function erasePerson(parts: ErasureParts, person: Person): Promise<{ done: boolean }> {
  const { tables, clock } = parts;
  const started = clock();
  await mark(tables, person, started);
  let left = parts.rowsPerCall ?? rowsPerCall;
  for (;;) {
    const rows = await someRows(tables, person.sub);
    if (rows.length === 0) break;
    if (left <= 0 || clock() - started > workMs) return { done: false };
    await eraseRows(parts, person.sub, rows);
    left -= rows.length;
  }
  await leaveMarker(tables, person.sub, clock());
  return { done: true };
}

/** Marks the person's row. A missing row is made first, so that the steps are the same for everybody. */
async function mark({ documents, users }: UsersTable, person: Person, now: number): Promise<void> {
  const { sub, ...made } = { ...newUserRow(person, now), erasingSince: new Date(now).toISOString() };
  const names = Object.keys(made);
  await documents.send(
    new UpdateCommand({
      TableName: users,
      Key: { [userKeys.partition]: sub },
      UpdateExpression: `SET ${names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(made).map(([name, value]) => [`:${name}`, value]),
      ),
    }),
  );
}

type Row = Record<string, unknown>;

async function someRows({ documents, tasks }: ErasureParts['tables'], sub: string): Promise<Row[]> {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: tasks,
      ConsistentRead: true,
      Limit: rowsPerTransaction,
      KeyConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': taskKeys.partition },
      ExpressionAttributeValues: { ':owner': sub },
    }),
  );
  return Items;
}

/** Erases rows in one transaction. It retries conflicts. It stops if another call has erased one of the rows. */
async function eraseRows({ tables, random }: ErasureParts, sub: string, rows: Row[]): Promise<void> {
  const items = erasure(tables, sub, rows);
  for (let attempt = 0; attempt < attempts; attempt++) {
    try {
      await tables.documents.send(new TransactWriteCommand({ TransactItems: items }));
      return;
    } catch (error) {
      const reasons = cancelledByOthers(error);
      if (!reasons) throw error;
      if (reasons.includes('ConditionalCheckFailed')) return;
    }
    await delay(random() * longestPauseMs);
  }
  throw new Failure('busy', 'Too many changes at once. Try again.');
}

type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Each row is deleted on condition that it still exists. The counts of live tasks are deducted. */
function erasure(tables: ErasureParts['tables'], sub: string, rows: readonly Row[]): WriteItem[] {
  const removals = rows.map(
    (row): WriteItem => ({
      Delete: {
        TableName: tables.tasks,
        Key: { [taskKeys.partition]: sub, [taskKeys.sort]: row[taskKeys.sort] },
        ConditionExpression: 'attribute_exists(#item)',
        ExpressionAttributeNames: { '#item': taskKeys.sort },
      },
    }),
  );
  const counts = applyDeltas([], rows.flatMap(deltasOf)).map(
    (delta): WriteItem => ({
      Update: {
        TableName: tables.projects,
        Key: { [projectKeys.partition]: shardOf(sub), [projectKeys.sort]: counterEntry(delta) },
        UpdateExpression: 'ADD #added :added, #completed :completed',
        ExpressionAttributeNames: { '#added': 'added', '#completed': 'completed' },
        ExpressionAttributeValues: { ':added': delta.added, ':completed': delta.completed },
      },
    }),
  );
  return [...removals, ...counts];
}

/** No task changes after the mark, so the version that was read is the one that is deleted. */
function deltasOf(row: Row): ProjectMonth[] {
  if (!String(row[taskKeys.sort]).startsWith(taskItem(''))) return [];
  const read = v.parse(taskRow, row);
  return isTombstone(read) ? [] : counterDeltas(taskOf(read), null);
}

/**
 * Leaves a marker in place of the row. It has no data of the person, and outlives every token and all credentials that were
 * issued before: with an old ID token nothing can be made anew.
 */
async function leaveMarker({ documents, users }: UsersTable, sub: string, now: number): Promise<void> {
  const Item = {
    ...newUserRow({ sub, username: '' }, now),
    erasingSince: new Date(now).toISOString(),
    [userKeys.expiry]: Math.floor(now / 1000) + markerSeconds,
  };
  await documents.send(new PutCommand({ TableName: users, Item }));
}
