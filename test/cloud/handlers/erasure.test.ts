import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { handle } from 'hono/aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { profileApi } from '../../../src/cloud/handlers/profile/routes.ts';
import { createProfileCaller } from '../../../src/cloud/local/seed/profile-caller.ts';
import type { TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { type Backend, startBackend, tableOf } from '../backend/backend.ts';
import { changeOf, createTask, deletion, listTasks, newTask } from '../backend/changes.ts';
import { drawSteps, takeStep } from '../backend/random-changes.ts';
import { recount } from '../backend/recount.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

interface Person {
  sub: string;
  tasks: TaskCaller;
  profile: TaskCaller;
}

/** Somebody with a life of tasks behind them: made, completed, deleted. */
async function somebodyBusy(seed: number): Promise<Person> {
  const sub = randomUUID();
  const tasks = backend.tasksOf(sub);
  const expected = new Map();
  for (const step of drawSteps(40, seed)) await takeStep(tasks, expected, step);
  return { sub, tasks, profile: backend.profileOf({ sub, username: 'ann' }) };
}

const rowsOf = async (sub: string) => ({
  tasks: (await backend.rows('tasks')).filter(({ owner }) => owner === sub).length,
  users: (await backend.rows('users')).filter((row) => row.sub === sub).length,
});

/** ProfileAPI's own code with small calls, over a client of the test's own. */
function smallCalls(documents: DynamoDBDocumentClient, sub: string): TaskCaller {
  const { model } = backend;
  const handler = handle(
    profileApi({
      tables: {
        documents,
        users: tableOf(model, 'users').name,
        tasks: tableOf(model, 'tasks').name,
        projects: tableOf(model, 'projects').name,
      },
      clock: Date.now,
      random: () => 0,
      rowsPerCall: 25,
    }),
  );
  const invoke = async (_: string, event: unknown) => handler(event as never); // the gateway's event
  return createProfileCaller(model, { invoke }, { sub, username: 'ann' });
}

it('leaves nothing of a person, takes their tasks out of the counters, and touches nobody else', async () => {
  const [ann, ben] = [await somebodyBusy(1), await somebodyBusy(2)];
  const before = await rowsOf(ben.sub);
  expect((await rowsOf(ann.sub)).tasks).toBeGreaterThan(40);
  expect(await ann.profile('DELETE', '/profile')).toEqual({ status: 200, body: { done: true } });
  expect(await rowsOf(ann.sub)).toEqual({ tasks: 0, users: 1 }); // the marker
  expect(await rowsOf(ben.sub)).toEqual(before);
  expect(await backend.projects()).toEqual(recount(await listTasks(ben.tasks)));
  expect(await ann.profile('DELETE', '/profile')).toEqual({ status: 200, body: { done: true } });
  await ben.profile('DELETE', '/profile');
});

it('goes on call by call until it is done, and says so', async () => {
  const ann = await somebodyBusy(3);
  const call = smallCalls(backend.admin(), ann.sub);
  const statuses: number[] = [];
  do statuses.push((await call('DELETE', '/profile')).status);
  while (statuses.at(-1) === 202);
  expect(statuses.length).toBeGreaterThan(2);
  expect(statuses.at(-1)).toBe(200);
  expect(await rowsOf(ann.sub)).toEqual({ tasks: 0, users: 1 }); // the marker
  expect(await backend.projects()).toEqual([]);
});

it('has one way only: who is being erased cannot accept the terms again', async () => {
  const ann = await somebodyBusy(4);
  const kept = await createTask(ann.tasks);
  expect((await smallCalls(backend.admin(), ann.sub)('DELETE', '/profile')).status).toBe(202);
  const before = await rowsOf(ann.sub);
  for (const [method, target, body] of [
    ['POST', '/tasks', newTask()],
    ['PUT', `/tasks/${kept.taskId}`, changeOf(kept, { name: 'Too late' })],
    ['DELETE', deletion(kept), undefined],
  ] as const) {
    expect((await ann.tasks(method, target, body)).status).toBe(403);
  }
  expect(await rowsOf(ann.sub)).toEqual(before);
  const answer = await ann.profile('PUT', '/profile', { termsAccepted: true });
  expect(answer).toMatchObject({ status: 403, body: { error: 'forbidden' } });
  expect((await ann.profile('GET', '/profile')).status).toBe(200);
  await ann.profile('DELETE', '/profile');
});

it('uncounts each task once, whichever of its writes fails, comes back unanswered or meets another call', async () => {
  const ann = await somebodyBusy(5);
  const documents = backend.admin();
  let writes = 0;
  documents.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/Transact|Update|Delete/.test(context.commandName ?? '')) return next(args);
      writes += 1;
      if (writes % 3 === 1) throw new Error('lost on the way there');
      const answer = await next(args);
      if (writes % 3 === 2) throw new Error('lost on the way back');
      return answer;
    },
    { step: 'initialize' },
  );
  const call = smallCalls(documents, ann.sub);
  let calls = 0;
  let done = false;
  while (!done) {
    calls += 1;
    const [answer, other] = await Promise.all([
      call('DELETE', '/profile'),
      calls % 4 === 0 ? smallCalls(backend.admin(), ann.sub)('DELETE', '/profile') : null,
    ]);
    done = answer.status === 200 || other?.status === 200;
  }
  expect(calls).toBeGreaterThan(2);
  expect((await rowsOf(ann.sub)).tasks).toBe(0);
  expect(await backend.projects()).toEqual([]);
  await ann.profile('DELETE', '/profile');
});

it('SE13: leaves a marker without the person’s data, which refuses whoever comes with an old token', async () => {
  const ann = await somebodyBusy(6);
  await ann.profile('DELETE', '/profile');
  const markerOf = async () => (await backend.rows('users')).filter(({ sub }) => sub === ann.sub);
  const [marker] = await markerOf();
  expect(marker).toMatchObject({ username: '', termsAccepted: false });
  expect(Number(marker?.expiresAt) * 1000 - Date.now()).toBeGreaterThan(25 * 60 * 60 * 1000);

  const terms = await ann.profile('PUT', '/profile', { termsAccepted: true });
  expect(terms).toMatchObject({ status: 403, body: { error: 'forbidden' } });
  const reminders = await ann.profile('PUT', '/profile', { notifications: { dueToday: true } });
  expect(reminders).toMatchObject({ status: 403, body: { error: 'forbidden' } });
  expect((await ann.profile('GET', '/profile')).body).toMatchObject({ profile: { termsAccepted: false } });
  const [kept] = [newTask()];
  for (const [method, target, body] of [
    ['POST', '/tasks', kept],
    ['PUT', `/tasks/${kept.taskId}`, { changeId: randomUUID(), version: 1, name: 'Too late' }],
  ] as const)
    expect((await ann.tasks(method, target, body)).status).toBeGreaterThanOrEqual(403);
  expect(await listTasks(ann.tasks)).toEqual([]);
  expect(await markerOf()).toEqual([marker]);
  expect(await backend.projects()).toEqual([]);
});
