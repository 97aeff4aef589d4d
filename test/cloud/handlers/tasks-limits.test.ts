import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mostTasks } from '../../../src/contract/limits.ts';
import { type Backend, startBackend, tableOf } from '../backend/backend.ts';
import { changeOf, createTask, deletion, listTasks, newTask } from '../backend/changes.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const dayMs = 24 * 60 * 60 * 1000;
const dayIn = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

const sequenceOf = async (owner: string) =>
  (await backend.rows('tasks')).find((row) => row.owner === owner && row.item === 'sequence');

describe('the number of one person’s tasks', () => {
  it('is kept in step with every change, repeats and refusals left out', async () => {
    const owner = randomUUID();
    const call = backend.tasksOf(owner);
    const [form, task] = [newTask(), await createTask(call)];
    await call('POST', '/tasks', form);
    await call('POST', '/tasks', form);
    await call('PUT', `/tasks/${task.taskId}`, changeOf(task, { completed: true, completedOn: dayIn(0) }));
    expect(await sequenceOf(owner)).toMatchObject({ live: 2, last: 3 });
    await call('DELETE', deletion({ ...task, version: 2 }));
    await call('DELETE', deletion({ ...task, version: 3 }));
    expect(await sequenceOf(owner)).toMatchObject({ live: 1, last: 4 });
  });

  it('has a bound, which a deletion makes room below', async () => {
    const owner = randomUUID();
    const call = backend.tasksOf(owner);
    const task = await createTask(call);
    await backend.admin().send(
      new UpdateCommand({
        TableName: tableOf(backend.model, 'tasks').name,
        Key: { owner, item: 'sequence' },
        UpdateExpression: 'SET #live = :most',
        ExpressionAttributeNames: { '#live': 'live' },
        ExpressionAttributeValues: { ':most': mostTasks },
      }),
    );
    const form = newTask();
    expect(await call('POST', '/tasks', form)).toMatchObject({ status: 409, body: { error: 'full' } });
    const change = changeOf(task, { name: 'Still editable' });
    expect((await call('PUT', `/tasks/${task.taskId}`, change)).status).toBe(200);
    await call('DELETE', deletion({ ...task, version: 2 }));
    expect((await call('POST', '/tasks', form)).status).toBe(201);
    expect((await call('POST', '/tasks', newTask())).status).toBe(409);
    expect((await call('POST', '/tasks', form)).status).toBe(200);
  });
});

describe('a month that no counter can have', () => {
  it.each(['1999-12-31', '0001-01-01', dayIn(3), '9999-12-31'])('is refused: %s', async (day) => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    expect(await call('POST', '/tasks', newTask({ createdOn: day }))).toMatchObject({
      status: 400,
      body: { error: 'invalid', field: 'createdOn' },
    });
    const completion = changeOf(task, { completed: true, completedOn: day });
    expect(await call('PUT', `/tasks/${task.taskId}`, completion)).toMatchObject({
      status: 400,
      body: { error: 'invalid', field: 'completedOn' },
    });
    expect(await listTasks(call)).toEqual([task]);
  });

  it('is told from one that it may be somewhere already, and from a due day far away', async () => {
    const call = backend.tasksOf();
    for (const createdOn of ['2000-01-01', dayIn(0), dayIn(1)]) {
      const answer = await call('POST', '/tasks', newTask({ createdOn, due: '2199-12-31' }));
      expect(answer.status).toBe(201);
    }
  });
});

describe('hostile input', () => {
  const ids = ['%', '%E0%A4%A', '..%2F..', '%00', '__proto__', 'constructor', "' OR 1=1", 'a'.repeat(3000)];
  it.each(ids)('is refused as an id: %s', async (id) => {
    const call = backend.tasksOf();
    const put = await call('PUT', `/tasks/${id}`, changeOf({ version: 1 }, { name: 'x' }));
    const removal = await call('DELETE', `/tasks/${id}?changeId=${randomUUID()}&version=1`);
    expect([put, removal]).toMatchObject([{ status: 400 }, { status: 400 }]);
  });

  it('is refused as too large when a name has a megabyte', async () => {
    const answer = await backend.tasksOf()('POST', '/tasks', newTask({ name: 'x'.repeat(1024 * 1024) }));
    expect(answer).toMatchObject({ status: 413, body: { error: 'tooLarge' } });
  });

  it('is left out where nobody asked for the field, prototypes included', async () => {
    const call = backend.tasksOf();
    const extra = '{"__proto__":{"admin":true},"constructor":{},"owner":"x","live":0,"seq":9,"version":7,';
    const form = newTask();
    const answer = await call('POST', '/tasks', extra + JSON.stringify(form).slice(1));
    expect(answer.status).toBe(201);
    const [task] = await listTasks(call);
    expect(task).toEqual({
      ...Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'changeId')),
      completed: false,
      completedOn: '',
      version: 1,
    });
  });

  it('is never answered with a failure of ours, whatever the JSON', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    const field = fc.constantFrom(...Object.keys(newTask()), 'version', 'completed', 'completedOn', 'source');
    const body = fc.oneof(
      fc.json({ maxDepth: 3 }),
      fc
        .tuple(field, fc.jsonValue({ maxDepth: 2 }))
        .map(([name, value]) => JSON.stringify({ ...newTask(), version: 1, [name]: value })),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        for (const [method, path] of [
          ['POST', '/tasks'],
          ['PUT', `/tasks/${task.taskId}`],
        ] as const) {
          const { status } = await call(method, path, text);
          expect([200, 201, 400, 404, 409]).toContain(status);
        }
      }),
      { numRuns: process.env.LONG === '1' ? 2000 : 60 },
    );
  });
});
