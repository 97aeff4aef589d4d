/** Builds one DynamoDB transaction from a decision: all of it is written, or nothing. */
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import {
  changeItem,
  counterEntry,
  projectKeys,
  sequenceItem,
  shardOf,
  taskItem,
  taskKeys,
  userKeys,
} from '../tables/table-shapes.ts';
import type { Command } from './command.ts';
import type { Decision } from './decide.ts';
import { type ChangeRow, type SequenceRow, type TaskRow, tombstoneSeconds } from './rows.ts';

type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export interface TransactionInput {
  tables: { tasks: string; projects: string; users: string };
  owner: string;
  command: Command;
  decision: Decision;
  /** Null before the owner's first change. */
  sequence: SequenceRow | null;
  /** Epoch ms. */
  now: number;
}

/** Index of the item that checks whether the owner may write at all. */
export const gate = 0;

/**
 * The items of the transaction: the owner's row ({@link gate}), the task (on condition that it is as it was read), one
 * ADD for each counter row, the change's record (on condition that there is none) and the owner's sequence (on
 * condition that it is as it was read).
 */
export function transactionItems(input: TransactionInput): WriteItem[] {
  const { decision } = input;
  return [
    checkTerms(input),
    decision.write === 'unchanged' ? checkVersion(input, decision.version) : putTask(input, decision),
    ...decision.deltas.map((delta) => addCounts(input, delta)),
    putRecord(input),
    ...(decision.write === 'unchanged' ? [] : [moveSequence(input)]),
  ];
}

/** Nothing is written for a person who has not accepted the terms, or who is being erased. */
const checkTerms = ({ tables, owner }: TransactionInput): WriteItem => ({
  ConditionCheck: {
    TableName: tables.users,
    Key: { [userKeys.partition]: owner },
    ConditionExpression: '#termsAccepted = :yes AND attribute_not_exists(#erasingSince)',
    ExpressionAttributeNames: { '#termsAccepted': 'termsAccepted', '#erasingSince': 'erasingSince' },
    ExpressionAttributeValues: { ':yes': true },
  },
});

const expiry = (now: number): number => Math.floor(now / 1000) + tombstoneSeconds;

const keyOf = (owner: string, item: string) => ({ [taskKeys.partition]: owner, [taskKeys.sort]: item });

function putTask(input: TransactionInput, decision: Exclude<Decision, { write: 'unchanged' }>): WriteItem {
  const { owner, command, now } = input;
  const row: TaskRow = {
    seq: nextOf(input).last,
    changeId: command.changeId,
    ...(decision.write === 'task'
      ? decision.task
      : {
          taskId: command.taskId,
          version: decision.version,
          deletedOn: new Date(now).toISOString().slice(0, 10),
          expiresAt: expiry(now),
        }),
  };
  const condition =
    command.kind === 'create'
      ? {
          ConditionExpression: 'attribute_not_exists(#item)',
          ExpressionAttributeNames: { '#item': taskKeys.sort },
        }
      : seenVersion(command.version);
  return {
    Put: {
      TableName: input.tables.tasks,
      Item: { ...keyOf(owner, taskItem(command.taskId)), ...row },
      ...condition,
    },
  };
}

const seenVersion = (version: number) => ({
  ConditionExpression: '#version = :version AND attribute_not_exists(#deletedOn)',
  ExpressionAttributeNames: { '#version': 'version', '#deletedOn': 'deletedOn' },
  ExpressionAttributeValues: { ':version': version },
});

function checkVersion(input: TransactionInput, version: number): WriteItem {
  return {
    ConditionCheck: {
      TableName: input.tables.tasks,
      Key: keyOf(input.owner, taskItem(input.command.taskId)),
      ...seenVersion(version),
    },
  };
}

function addCounts(input: TransactionInput, delta: Decision['deltas'][number]): WriteItem {
  return {
    Update: {
      TableName: input.tables.projects,
      Key: { [projectKeys.partition]: shardOf(input.owner), [projectKeys.sort]: counterEntry(delta) },
      UpdateExpression: 'ADD #added :added, #completed :completed',
      ExpressionAttributeNames: { '#added': 'added', '#completed': 'completed' },
      ExpressionAttributeValues: { ':added': delta.added, ':completed': delta.completed },
    },
  };
}

function putRecord(input: TransactionInput): WriteItem {
  const { command, decision, owner, now } = input;
  const row: ChangeRow = {
    taskId: command.taskId,
    kind: command.kind,
    ...decision.result,
    expiresAt: expiry(now),
  };
  return {
    Put: {
      TableName: input.tables.tasks,
      Item: { ...keyOf(owner, changeItem(command.changeId)), ...row },
      ConditionExpression: 'attribute_not_exists(#item)',
      ExpressionAttributeNames: { '#item': taskKeys.sort },
    },
  };
}

/** Change of the owner's number of tasks. */
const growth = { create: 1, change: 0, delete: -1 } as const;

const nextOf = ({ sequence, command }: TransactionInput): SequenceRow => ({
  last: (sequence?.last ?? 0) + 1,
  live: Math.max(0, (sequence?.live ?? 0) + growth[command.kind]),
});

/** The number of tasks shares the condition of the sequence: neither has changed since it was read. */
function moveSequence(input: TransactionInput): WriteItem {
  const { sequence } = input;
  const next = nextOf(input);
  return {
    Update: {
      TableName: input.tables.tasks,
      Key: keyOf(input.owner, sequenceItem),
      UpdateExpression: 'SET #last = :next, #live = :live',
      ConditionExpression: sequence ? '#last = :last' : 'attribute_not_exists(#last)',
      ExpressionAttributeNames: { '#last': 'last', '#live': 'live' },
      ExpressionAttributeValues: {
        ':next': next.last,
        ':live': next.live,
        ...(sequence ? { ':last': sequence.last } : {}),
      },
    },
  };
}
