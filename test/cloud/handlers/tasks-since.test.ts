import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCursor } from '../../../src/cloud/handlers/tasks/cursor.ts';
import type { TaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { type Backend, startBackend } from '../backend/backend.ts';
import { changeOf, createTask, deletion, listTasks, taskIn } from '../backend/changes.ts';
import { drawSteps, takeStep } from '../backend/random-changes.ts';
import { catchUp, newReplica } from '../backend/replica.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const dayMs = 24 * 60 * 60 * 1000;

/** The list as it is, by id. */
const list = async (call: TaskCaller) => new Map((await listTasks(call)).map((task) => [task.taskId, task]));

describe('what has changed since', () => {
  it('is nothing where nothing has', async () => {
    const call = backend.tasksOf();
    const replica = newReplica();
    await catchUp(call, replica);
    expect([...replica.tasks]).toEqual([]);
    await createTask(call);
    await catchUp(call, replica);
    const { body } = await call('GET', `/tasks?since=${replica.since}`);
    expect(body).toMatchObject({ tasks: [], deleted: [], next: null, since: expect.any(String) });
  });

  it('is each task that was made, changed or deleted, and no other', async () => {
    const call = backend.tasksOf();
    const [kept, changed, removed] = [await createTask(call), await createTask(call), await createTask(call)];
    const replica = newReplica();
    await catchUp(call, replica);
    const since = replica.since;
    const edited = taskIn(await call('PUT', `/tasks/${changed.taskId}`, changeOf(changed, { name: 'New' })));
    await call('DELETE', deletion(removed));
    const made = await createTask(call);
    const { body } = await call('GET', `/tasks?since=${since}`);
    expect(body).toMatchObject({ tasks: [edited, made], deleted: [removed.taskId], next: null });
    await catchUp(call, replica);
    expect(replica.tasks).toEqual(await list(call));
    expect([...replica.tasks.keys()].sort()).toEqual([kept, changed, made].map((one) => one.taskId).sort());
  });

  it('tells a device that was away for long the same as a full reading, page by page', async () => {
    const call = backend.tasksOf();
    const replica = newReplica();
    await catchUp(call, replica);
    const expected = new Map();
    for (const step of drawSteps(280, 7)) {
      await takeStep(call, expected, step.kind === 'edit' ? { ...step, kind: 'create' } : step);
    }
    await catchUp(call, replica);
    expect(replica.tasks).toEqual(expected);
    expect(replica.tasks).toEqual(await list(call));
  });

  it('tells of a task that is deleted while the pages of a full reading are turned', async () => {
    const call = backend.tasksOf();
    const first = await createTask(call);
    const description = '\u0001'.repeat(5000);
    await Promise.all(Array.from({ length: 45 }, () => createTask(call, { description })));
    const page = await call('GET', '/tasks');
    const { next } = page.body as { next: string }; // there are more than a page's bytes
    expect(page.body).toMatchObject({ tasks: expect.arrayContaining([first]), since: null });
    await call('DELETE', deletion(first));
    const rest = await call('GET', `/tasks?cursor=${next}`);
    expect(rest.body).toMatchObject({ deleted: [first.taskId], since: expect.any(String) });
  });
});

describe('a cursor', () => {
  it('is gone when deletions since then may have left no trace', async () => {
    const owner = randomUUID();
    const call = backend.tasksOf(owner);
    await createTask(call);
    const old = writeCursor(owner, { seq: 1, at: Date.now() - 30 * dayMs });
    const young = writeCursor(owner, { seq: 1, at: Date.now() - 29 * dayMs });
    for (const field of ['since', 'cursor']) {
      expect(await call('GET', `/tasks?${field}=${old}`)).toMatchObject({
        status: 410,
        body: { error: 'gone', field },
      });
      expect((await call('GET', `/tasks?${field}=${young}`)).status).toBe(200);
    }
  });

  it('is refused when it is made up, somebody else’s, or one of two', async () => {
    const call = backend.tasksOf();
    const replica = newReplica();
    await catchUp(call, replica);
    const own = String(replica.since);
    const made = [
      '',
      '0',
      'x'.repeat(10_000),
      Buffer.from('5.1.abcdefghijkl').toString('base64url'),
      Buffer.from(`-1.${Date.now()}.abcdefghijkl`).toString('base64url'),
      writeCursor(randomUUID(), { seq: 0, at: Date.now() }),
      `${own}=`,
      own.slice(1),
    ];
    for (const cursor of made) {
      expect(await call('GET', `/tasks?since=${cursor}`)).toMatchObject({
        status: 400,
        body: { error: 'invalid', field: 'since' },
      });
    }
    expect((await call('GET', `/tasks?since=${own}&cursor=${own}`)).status).toBe(400);
  });
});
