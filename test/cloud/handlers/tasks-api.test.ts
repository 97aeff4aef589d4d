import { randomUUID } from 'node:crypto';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Task } from '../../../src/domain/task.ts';
import { limits } from '../../../src/domain/text-limits.ts';
import { type Backend, startBackend, tableOf } from '../backend/backend.ts';
import { changeOf, createTask, deletion, listPages, listTasks, newTask, taskIn } from '../backend/changes.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const counted = (rows: { project: string; added: number; completed: number }[], project: string) =>
  rows.filter((row) => row.project === project).map(({ added, completed }) => [added, completed]);

/** Puts rows into the table as TasksAPI writes them, only faster. @returns the ids in the order of their changes */
async function storeTasks(owner: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  const documents = backend.admin();
  while (ids.length < count) {
    const puts = Array.from({ length: Math.min(100, count - ids.length) }, () => {
      const { changeId, ...task } = newTask();
      ids.push(task.taskId);
      const row = { ...task, changeId, seq: ids.length, version: 1, completed: false, completedOn: '' };
      const Item = { owner, item: `task#${task.taskId}`, ...row };
      return { Put: { TableName: tableOf(backend.model, 'tasks').name, Item } };
    });
    await documents.send(new TransactWriteCommand({ TransactItems: puts }));
  }
  return ids;
}

describe('creating a task', () => {
  it('stores what the form said, open and in its first version', async () => {
    const call = backend.tasksOf();
    const form = newTask({
      name: '  Ship it ',
      description: 'Grüße ✓',
      source: { title: 'Page', url: 'https://example.com/a' },
    });
    const answer = await call('POST', '/tasks', form);
    expect(answer.status).toBe(201);
    const { changeId: _, ...draft } = form;
    const expected = { ...draft, name: 'Ship it', completed: false, completedOn: '', version: 1 };
    expect(answer.body).toEqual({ task: expected });
    expect(await listTasks(call)).toEqual([expected]);
  });

  it('counts a task without a project under N/A', async () => {
    const call = backend.tasksOf();
    const { project: _, ...form } = newTask();
    expect(taskIn(await call('POST', '/tasks', form)).project).toBe('N/A');
  });

  it('happens once, however often it is asked for', async () => {
    const call = backend.tasksOf();
    const form = newTask({ project: 'Once' });
    const first = await call('POST', '/tasks', form);
    const again = await call('POST', '/tasks', form);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(await listTasks(call)).toHaveLength(1);
    expect(counted(await backend.projects(), 'Once')).toEqual([[1, 0]]);
  });

  it('happens once when the same change arrives several times at once', async () => {
    const call = backend.tasksOf();
    const form = newTask({ project: 'At once' });
    const answers = await Promise.all(Array.from({ length: 4 }, () => call('POST', '/tasks', form)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await listTasks(call)).toHaveLength(1);
    expect(counted(await backend.projects(), 'At once')).toEqual([[1, 0]]);
  });

  it('takes no notice of an owner in the body: it is whoever signed', async () => {
    const [mine, other] = [randomUUID(), randomUUID()];
    for (const field of ['owner', 'userId', 'sub']) {
      const form = newTask();
      const answer = await backend.tasksOf(mine)('POST', '/tasks', { ...form, [field]: other });
      expect(answer.status).toBe(201);
      expect(taskIn(answer)).not.toHaveProperty(field);
    }
    expect(await listTasks(backend.tasksOf(mine))).toHaveLength(3);
    expect(await listTasks(backend.tasksOf(other))).toEqual([]);
  });

  it('refuses an id that another task has', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    const answer = await call('POST', '/tasks', newTask({ taskId: task.taskId, name: 'Another' }));
    expect(answer).toMatchObject({ status: 409, body: { error: 'conflict', task } });
  });

  it('refuses a change id that another change used', async () => {
    const call = backend.tasksOf();
    const form = newTask();
    await call('POST', '/tasks', form);
    const answer = await call('POST', '/tasks', newTask({ changeId: form.changeId }));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid', field: 'changeId' } });
    expect(await listTasks(call)).toHaveLength(1);
  });

  it('keeps all of many tasks that are made at the same time', async () => {
    const call = backend.tasksOf();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => call('POST', '/tasks', newTask({ project: 'Crowd' }))),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await listTasks(call)).toHaveLength(12);
    expect(counted(await backend.projects(), 'Crowd')).toEqual([[12, 0]]);
  });
});

describe('listing tasks', () => {
  it('comes in pages by the number of tasks, and gives each task once', async () => {
    const owner = randomUUID();
    const made = await storeTasks(owner, 520);
    const pages = await listPages(backend.tasksOf(owner));
    expect(pages.map((page) => page.length)).toEqual([250, 250, 20]);
    expect(pages.flat().map(({ taskId }) => taskId)).toEqual(made);
  });

  it('comes in pages below a megabyte, however much longer JSON makes it', async () => {
    const call = backend.tasksOf();
    const description = '\u0001'.repeat(limits.description);
    const made = await Promise.all(Array.from({ length: 75 }, () => createTask(call, { description })));
    const pages = await listPages(call);
    expect(pages.length).toBe(3);
    for (const page of pages) expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(1024 * 1024);
    const ids = (tasks: Task[]) => tasks.map(({ taskId }) => taskId).sort();
    expect(ids(pages.flat())).toEqual(ids(made));
  });

  it('shows everybody their own tasks and no others', async () => {
    const [ada, ben] = [backend.tasksOf(), backend.tasksOf()];
    const hers = await createTask(ada, { name: 'hers' });
    const his = await createTask(ben, { name: 'his' });
    expect(await listTasks(ada)).toEqual([hers]);
    expect(await listTasks(ben)).toEqual([his]);
  });

  it('refuses a cursor that was tampered with, or belongs to somebody else', async () => {
    const [ada, ben] = [backend.tasksOf(), backend.tasksOf()];
    await Promise.all(Array.from({ length: 6 }, () => createTask(ada)));
    const { writeCursor } = await import('../../../src/cloud/handlers/tasks/cursor.ts');
    const foreign = writeCursor(randomUUID(), { seq: 3, at: Date.now() });
    for (const cursor of ['', 'x', '0', 'MTIz', foreign, `${foreign}=`, foreign.slice(1)]) {
      for (const call of [ada, ben]) {
        const answer = await call('GET', `/tasks?cursor=${encodeURIComponent(cursor)}`);
        expect(answer).toMatchObject({ status: 400, body: { error: 'invalid', field: 'cursor' } });
      }
    }
  });
});

describe('changing a task', () => {
  it('completes it, counts the completion once, and keeps the day it was completed on', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call, { project: 'Complete' });
    const change = changeOf(task, { completed: true, completedOn: '2025-12-01' });
    const done = taskIn(await call('PUT', `/tasks/${task.taskId}`, change));
    expect(done).toMatchObject({ completed: true, completedOn: '2025-12-01', version: 2 });
    await call('PUT', `/tasks/${task.taskId}`, change);
    const again = await call(
      'PUT',
      `/tasks/${task.taskId}`,
      changeOf(done, { completed: true, completedOn: '2026-01-01' }),
    );
    expect(again).toEqual({ status: 200, body: { task: done } });
    expect(counted(await backend.projects(), 'Complete')).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('answers a repeat of a change that changed nothing as it did the first time', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    const nothing = changeOf(task, { name: task.name });
    const first = await call('PUT', `/tasks/${task.taskId}`, nothing);
    const renamed = taskIn(await call('PUT', `/tasks/${task.taskId}`, changeOf(task, { name: 'Renamed' })));
    expect(await call('PUT', `/tasks/${task.taskId}`, nothing)).toEqual(first);
    expect(await listTasks(call)).toEqual([renamed]);
  });

  it('takes the completion back out of its month when the task is re-opened', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call, { project: 'Reopen' });
    const done = taskIn(
      await call(
        'PUT',
        `/tasks/${task.taskId}`,
        changeOf(task, { completed: true, completedOn: '2026-02-03' }),
      ),
    );
    const open = taskIn(await call('PUT', `/tasks/${task.taskId}`, changeOf(done, { completed: false })));
    expect(open).toMatchObject({ completed: false, completedOn: '', version: 3 });
    expect(counted(await backend.projects(), 'Reopen')).toEqual([[1, 0]]);
  });

  it('edits every field, and moves the counts to another project', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call, { project: 'Before' });
    const fields = { name: 'New name', project: 'After', due: '', description: 'More' };
    const edited = taskIn(await call('PUT', `/tasks/${task.taskId}`, changeOf(task, fields)));
    expect(edited).toEqual({ ...task, ...fields, version: 2 });
    expect(counted(await backend.projects(), 'Before')).toEqual([]);
    expect(counted(await backend.projects(), 'After')).toEqual([[1, 0]]);
  });

  it('tells whoever saw an older version what the task is now', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    const current = taskIn(await call('PUT', `/tasks/${task.taskId}`, changeOf(task, { name: 'First' })));
    const stale = await call('PUT', `/tasks/${task.taskId}`, changeOf(task, { name: 'Second' }));
    expect(stale).toMatchObject({ status: 409, body: { error: 'conflict', task: current } });
    expect(await call('DELETE', deletion(task))).toMatchObject({ status: 409, body: { task: current } });
    expect(await listTasks(call)).toEqual([current]);
  });

  it('lets one of several changes of the same version through', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    const names = ['a', 'b', 'c', 'd'];
    const answers = await Promise.all(
      names.map((name) => call('PUT', `/tasks/${task.taskId}`, changeOf(task, { name }))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });
});

describe('deleting a task', () => {
  it('takes it out of the list and out of both counters', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call, { project: 'Delete' });
    const done = taskIn(
      await call(
        'PUT',
        `/tasks/${task.taskId}`,
        changeOf(task, { completed: true, completedOn: '2025-12-24' }),
      ),
    );
    const changeId = randomUUID();
    const answer = await call('DELETE', deletion(done, changeId));
    expect(answer).toEqual({ status: 200, body: { deleted: task.taskId } });
    expect(await call('DELETE', deletion(done, changeId))).toEqual(answer);
    expect(await listTasks(call)).toEqual([]);
    expect(counted(await backend.projects(), 'Delete')).toEqual([]);
  });

  it('answers 404 to a second deletion, and to a change after it', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    await call('DELETE', deletion(task));
    const again = await call('DELETE', deletion({ ...task, version: 2 }));
    expect(again).toMatchObject({ status: 404, body: { error: 'notFound' } });
    const change = await call('PUT', `/tasks/${task.taskId}`, changeOf({ version: 2 }, { name: 'x' }));
    expect(change.status).toBe(404);
  });

  it('leaves nothing behind of what was written in the task', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call, { name: 'Secret plan', project: 'Tomb' });
    await call('DELETE', deletion(task));
    const row = (await backend.rows('tasks')).find(({ item }) => item === `task#${task.taskId}`);
    expect(row).toMatchObject({ version: 2, deletedOn: expect.any(String), expiresAt: expect.any(Number) });
    expect(JSON.stringify(row)).not.toContain('Secret plan');
  });
});

describe('a task that is not there, or not the caller’s', () => {
  it('answers 404 and leaves the store as it is', async () => {
    const [ada, ben] = [backend.tasksOf(), backend.tasksOf()];
    const hers = await createTask(ada);
    const before = await backend.rows('tasks');
    for (const taskId of [hers.taskId, randomUUID()]) {
      const change = await ben('PUT', `/tasks/${taskId}`, changeOf(hers, { name: 'mine now' }));
      const removal = await ben('DELETE', deletion({ taskId, version: 1 }));
      expect([change, removal]).toMatchObject([
        { status: 404, body: { error: 'notFound' } },
        { status: 404, body: { error: 'notFound' } },
      ]);
    }
    expect(await backend.rows('tasks')).toEqual(before);
  });
});

describe('input that does not fit', () => {
  const wrong: [what: string, fields: Record<string, unknown>, field: string][] = [
    ['an empty name', { name: ' ' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(limits.name + 1) }, 'name'],
    ['a name that is a number', { name: 5 }, 'name'],
    ['a day that no calendar has', { due: '2026-02-30' }, 'due'],
    ['a task id that is none', { taskId: '../other' }, 'taskId'],
    ['a change id that is none', { changeId: 'x' }, 'changeId'],
    ['no day of creation', { createdOn: undefined }, 'createdOn'],
    ['a source that is no web page', { source: { title: '', url: 'javascript:alert(1)' } }, 'source.url'],
  ];
  it.each(wrong)('is refused by the name of the field: %s', async (_, fields, field) => {
    const answer = await backend.tasksOf()('POST', '/tasks', { ...newTask(), ...fields });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid', field } });
  });

  it.each(['', '{', '[]', 'null', '"text"'])('is refused when the body is %j', async (body) => {
    const answer = await backend.tasksOf()('POST', '/tasks', body);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid' } });
  });

  it('is refused when the path, the version or the query is wrong', async () => {
    const call = backend.tasksOf();
    const task = await createTask(call);
    const path = `/tasks/${task.taskId}`;
    const answers = [
      await call('PUT', '/tasks/nonsense', changeOf(task, { name: 'x' })),
      await call('PUT', path, changeOf({ version: 0 }, { name: 'x' })),
      await call('PUT', path, changeOf(task, { completed: true })),
      await call('DELETE', path),
      await call('DELETE', `${deletion(task)}&force=1`),
      await call('DELETE', `${path}?changeId=${randomUUID()}&version=1e0`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    expect(await listTasks(call)).toEqual([task]);
  });

  it('is refused as too large before it is read', async () => {
    const answer = await backend.tasksOf()('POST', '/tasks', ' '.repeat(64 * 1024 + 1));
    expect(answer).toMatchObject({ status: 413, body: { error: 'tooLarge' } });
  });
});

it('lets in nobody but users of its own pool', async () => {
  for (const owner of ['', 'me', 'ABCDEF00-0000-4000-8000-000000000000', `${randomUUID()},x`]) {
    const answer = await backend.strangersTasks(owner)('GET', '/tasks');
    expect(answer).toMatchObject({ status: 403, body: { error: 'forbidden' } });
  }
});

it('writes one line of log a request, without ids, names or owners', async () => {
  const quiet = await startBackend();
  const owner = randomUUID();
  const call = quiet.tasksOf(owner);
  const task = await createTask(call, { name: 'Visit the doctor' });
  await call('PUT', `/tasks/${task.taskId}`, changeOf(task, { name: '' }));
  await expect.poll(() => quiet.logs.length).toBe(2);
  await quiet.close();
  expect(quiet.logs.map((line) => JSON.parse(line))).toMatchObject([
    { method: 'POST', route: '/tasks', status: 201 },
    { method: 'PUT', route: '/tasks/:taskId', status: 400, error: 'Failure' },
  ]);
  for (const secret of [owner, task.taskId, 'doctor']) expect(quiet.logs.join()).not.toContain(secret);
});
