import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { handle } from 'hono/aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tasksApi } from '../../../src/cloud/handlers/tasks/routes.ts';
import { createTaskCaller, type TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { type Backend, startBackend, tableOf } from '../backend/backend.ts';
import { listTasks, newTask } from '../backend/changes.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

/** The first writes of this client meet another transaction, as they do on a busy table; the later ones get through. */
function withConflicts(
  documents: DynamoDBDocumentClient,
  count: number,
  code: string,
): { attempts: () => number } {
  let attempts = 0;
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      if (
        context.commandName !== 'TransactWriteItemsCommand' &&
        context.commandName !== 'TransactWriteCommand'
      )
        return next(args);
      attempts += 1;
      if (attempts > count) return next(args);
      throw Object.assign(new Error('cancelled'), {
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: code }],
      });
    },
    { step: 'initialize', priority: 'low' },
  );
  return { attempts: () => attempts };
}

/** TasksAPI's own code over a client that meets conflicts; it waits as long as `random` says. */
async function apiWith(documents: DynamoDBDocumentClient, owner: string): Promise<TaskCaller> {
  await backend.acceptTerms(owner);
  const { model } = backend;
  const handler = handle(
    tasksApi({
      tables: {
        documents,
        tasks: tableOf(model, 'tasks').name,
        projects: tableOf(model, 'projects').name,
        users: tableOf(model, 'users').name,
      },
      userPoolProvider: `cognito-idp.${model.region}.amazonaws.com/${model.userPool.id}`,
      clock: Date.now,
      random: () => 0,
    }),
  );
  const invoke = (_: string, event: unknown) => handler(event as never); // the gateway's event
  return createTaskCaller(model, { invoke }, owner);
}

it.each(['TransactionConflict', 'ConditionalCheckFailed'])(
  'tries again when it meets a %s, and counts once',
  async (code) => {
    const owner = randomUUID();
    const documents = backend.admin();
    const { attempts } = withConflicts(documents, 5, code);
    const answer = await (await apiWith(documents, owner))('POST', '/tasks', newTask({ project: code }));
    expect([answer.status, attempts()]).toEqual([201, 6]);
    expect(await listTasks(backend.tasksOf(owner))).toHaveLength(1);
    const rows = (await backend.projects()).filter(({ project }) => project === code);
    expect(rows).toMatchObject([{ added: 1, completed: 0 }]);
  },
);

it('says that it is busy when the conflicts do not end, and has stored nothing', async () => {
  const owner = randomUUID();
  const documents = backend.admin();
  const { attempts } = withConflicts(documents, Number.POSITIVE_INFINITY, 'TransactionConflict');
  const answer = await (await apiWith(documents, owner))('POST', '/tasks', newTask());
  expect(answer).toMatchObject({ status: 503, body: { error: 'busy' } });
  expect(attempts()).toBe(16);
  expect(await listTasks(backend.tasksOf(owner))).toEqual([]);
});

it('does not try again what DynamoDB says is wrong, and tells nobody what it was', async () => {
  const documents = backend.admin();
  const { attempts } = withConflicts(documents, Number.POSITIVE_INFINITY, 'ValidationError');
  const answer = await (await apiWith(documents, randomUUID()))('POST', '/tasks', newTask());
  expect(answer).toEqual({ status: 500, body: { error: 'internal', message: 'Something went wrong here.' } });
  expect(attempts()).toBe(1);
});

it.each([
  ['before', 'stored nothing', 0],
  ['after', 'stored it', 1],
])('counts once where the table goes away %s it has %s', async (moment, project, stored) => {
  const owner = randomUUID();
  const documents = backend.admin();
  let away = true;
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      if (!away || !context.commandName?.startsWith('TransactWrite')) return next(args);
      if (moment === 'after') await next(args);
      throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3:443'), { name: 'TimeoutError' });
    },
    { step: 'initialize', priority: 'low' },
  );
  const call = await apiWith(documents, owner);
  const form = newTask({ project });
  const failed = await call('POST', '/tasks', form);
  expect(failed).toEqual({ status: 500, body: { error: 'internal', message: 'Something went wrong here.' } });
  expect(await listTasks(backend.tasksOf(owner))).toHaveLength(stored);
  away = false;
  const repeated = await call('POST', '/tasks', form);
  expect(repeated.status).toBe(stored === 1 ? 200 : 201);
  const rows = (await backend.projects()).filter((row) => row.project === project);
  expect(rows).toMatchObject([{ added: 1, completed: 0 }]);
});
