/** Makes one change: reads the rows, decides, and writes. */
import { setTimeout as delay } from 'node:timers/promises';
import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { mostTasks } from '../../../contract/limits.ts';
import { Failure } from '../http/failure.ts';
import { changeItem, sequenceItem, taskItem, taskKeys } from '../tables/table-shapes.ts';
import { cancelledByOthers } from './cancelled.ts';
import type { Command, Result } from './command.ts';
import { decide } from './decide.ts';
import { attempts, longestPause } from './retry.ts';
import { type ChangeRow, changeRow, type SequenceRow, sequenceRow, type TaskRow, taskRow } from './rows.ts';
import { gate, transactionItems } from './transaction.ts';

export interface TaskTables {
  documents: DynamoDBDocumentClient;
  tasks: string;
  projects: string;
  users: string;
}

export interface ChangeParts {
  tables: TaskTables;
  /** Epoch ms. */
  clock: () => number;
  /** 0 to 1, for the jitter. */
  random: () => number;
}

/**
 * Makes a change once, however often it is requested: a known change id gets the recorded answer.
 *
 * A cancelled transaction has met another change (of another task of the owner, or the same change by another request).
 * The rows are then read again and decide again, so all cases are told apart in one place.
 *
 * @throws Failure `termsRequired`, `notFound`, `conflict`, `full`, `invalid` (a change id used for something else) or
 * `busy`
 */
export async function changeTask(parts: ChangeParts, owner: string, command: Command): Promise<Result> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await delay(parts.random() * longestPause(attempt));
    const seen = await read(parts.tables, owner, command);
    if (seen.change) return repeat(seen.change, command);
    const decision = decide(command, seen.task);
    if (command.kind === 'create' && (seen.sequence?.live ?? 0) >= mostTasks) {
      throw new Failure('full', `One person may have ${mostTasks} tasks. Delete some first.`);
    }
    const items = transactionItems({
      tables: parts.tables,
      owner,
      command,
      decision,
      sequence: seen.sequence,
      now: parts.clock(),
    });
    if (await commit(parts.tables, items)) return decision.result;
  }
  throw new Failure('busy', 'Too many changes at once. Try again.');
}

interface Seen {
  change: ChangeRow | null;
  task: TaskRow | null;
  /** Null before the owner's first change. */
  sequence: SequenceRow | null;
}

/** Reads the three rows that a change depends on. They may differ in age; the transaction's conditions detect that. */
async function read(tables: TaskTables, owner: string, command: Command): Promise<Seen> {
  const row = async (item: string) => {
    const Key = { [taskKeys.partition]: owner, [taskKeys.sort]: item };
    return (
      await tables.documents.send(new GetCommand({ TableName: tables.tasks, Key, ConsistentRead: true }))
    ).Item;
  };
  const [change, task, sequence] = await Promise.all([
    row(changeItem(command.changeId)),
    row(taskItem(command.taskId)),
    row(sequenceItem),
  ]);
  return {
    change: change ? v.parse(changeRow, change) : null,
    task: task ? v.parse(taskRow, task) : null,
    sequence: sequence ? v.parse(sequenceRow, sequence) : null,
  };
}

function repeat(change: ChangeRow, command: Command): Result {
  if (change.taskId !== command.taskId || change.kind !== command.kind) {
    throw new Failure('invalid', 'The change id belongs to another change.', { field: 'changeId' });
  }
  return { status: 200, body: change.body };
}

type Items = ReturnType<typeof transactionItems>;

/**
 * Commits the transaction. Returns false if a row that it depends on has changed.
 *
 * @throws Failure `termsRequired` if the owner may not write
 */
async function commit(tables: TaskTables, items: Items): Promise<boolean> {
  try {
    await tables.documents.send(new TransactWriteCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    const reasons = cancelledByOthers(error);
    if (!reasons) throw error;
    if (reasons[gate] !== 'ConditionalCheckFailed') return false;
    throw new Failure('termsRequired', 'Accept the terms first: PUT /profile of ProfileAPI.');
  }
}
