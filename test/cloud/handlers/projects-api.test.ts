import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { handle } from 'hono/aws-lambda';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectsApi } from '../../../src/cloud/handlers/projects/routes.ts';
import { shardCount, shardOf } from '../../../src/cloud/handlers/tables/table-shapes.ts';
import { createTaskCaller } from '../../../src/cloud/local/seed/task-caller.ts';
import { projectsAnswer } from '../../../src/contract/projects-api.ts';
import type { ProjectMonth } from '../../../src/domain/project-counters.ts';
import { type Backend, startBackend, tableOf } from '../backend/backend.ts';
import { changeOf, createTask } from '../backend/changes.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

const read = (query = '') =>
  createTaskCaller(backend.model, backend.functions, randomUUID(), 'ProjectsAPI')('GET', `/projects${query}`);

it('is empty before there is any task', async () => {
  expect(await read()).toEqual({ status: 200, body: { projects: [], next: null } });
});

it('sums what people in different shards count, and tells names and counts and nothing else', async () => {
  const owners = Array.from({ length: 4 }, () => randomUUID());
  // One more, who is surely not in the shard of the first.
  let other = randomUUID();
  while (shardOf(other) === shardOf(owners[0] ?? '')) other = randomUUID();
  for (const owner of [...owners, other]) {
    const call = backend.tasksOf(owner);
    const task = await createTask(call, {
      project: 'Shared',
      description: 'private',
      createdOn: '2026-10-31',
    });
    const change = changeOf(task, { completed: true, completedOn: '2026-11-01' });
    await call('PUT', `/tasks/${task.taskId}`, change);
  }
  await createTask(backend.tasksOf(), { project: 'Alone', createdOn: '2026-11-20' });
  expect(await read('?fresh=true')).toEqual({
    status: 200,
    body: {
      next: null,
      projects: [
        { project: 'Alone', month: '2026-11', added: 1, completed: 0 },
        { project: 'Shared', month: '2026-10', added: 5, completed: 0 },
        { project: 'Shared', month: '2026-11', added: 0, completed: 5 },
      ],
    },
  });
});

it('keeps nobody’s identity in the counters, and uses every shard', async () => {
  const rows = await backend.rows('projects');
  for (const row of rows) expect(Object.keys(row).sort()).toEqual(['added', 'completed', 'entry', 'shard']);
  const shards = new Set(Array.from({ length: 500 }, () => shardOf(randomUUID())));
  expect(shards.size).toBe(shardCount);
});

/** ProjectsAPI's own code in this process, an instance of the function with a clock of its own. */
function instance(
  options: { documents?: DynamoDBDocumentClient; clock?: () => number; pageRows?: number } = {},
) {
  const { model } = backend;
  const { documents = backend.admin() } = options;
  let queries = 0;
  documents.middlewareStack.add(
    (next) => (args) => {
      queries += 1;
      return next(args);
    },
    { step: 'initialize' },
  );
  const table = tableOf(model, 'projects').name;
  const handler = handle(projectsApi({ clock: Date.now, ...options, documents, table }));
  const invoke = (_: string, event: unknown) => handler(event as never); // the gateway's event
  const call = createTaskCaller(model, { invoke }, randomUUID(), 'ProjectsAPI');
  return {
    async get(query: Record<string, string> = {}) {
      const { status, body } = await call('GET', `/projects?${new URLSearchParams(query)}`);
      expect(status).toBe(200);
      return v.parse(projectsAnswer, body);
    },
    call,
    /** Times that all shards were read. */
    readings: () => queries / shardCount,
  };
}

describe('an instance of the function', () => {
  it('reads once for everybody who asks within three seconds, and then again', async () => {
    let now = Date.now();
    const { get, readings } = instance({ clock: () => now });
    await Promise.all([get(), get(), get()]);
    now += 3000;
    const before = await get();
    expect(readings()).toBe(1);
    await createTask(backend.tasksOf(), { project: 'New to the cache' });
    expect(await get()).toEqual(before);
    now += 1;
    expect((await get()).projects).toHaveLength(before.projects.length + 1);
    expect(readings()).toBe(2);
  });

  it('tells whoever asks for fresh numbers those of now, and everybody after them', async () => {
    const { get, readings } = instance({ clock: () => 1_000_000 });
    const before = await get();
    await createTask(backend.tasksOf(), { project: 'Just made' });
    expect(await get()).toEqual(before);
    expect((await get({ fresh: 'true' })).projects).toHaveLength(before.projects.length + 1);
    expect((await get()).projects).toHaveLength(before.projects.length + 1);
    expect(readings()).toBe(2);
  });

  it('does not keep a failure', async () => {
    const documents = backend.admin();
    let broken = true;
    documents.middlewareStack.add(
      (next) => (args) => {
        if (broken) throw Object.assign(new Error('busy'), { name: 'ThrottlingException' });
        return next(args);
      },
      { step: 'initialize' },
    );
    const { call } = instance({ documents, clock: () => 3_000_000 });
    expect(await call('GET', '/projects')).toMatchObject({ status: 503, body: { error: 'busy' } });
    broken = false;
    expect(await call('GET', '/projects')).toMatchObject({ status: 200 });
  });

  it('does not go by a clock that was set back', async () => {
    let now = 2_000_000;
    const { get, readings } = instance({ clock: () => now });
    await get();
    now -= 1_000_000;
    await get();
    expect(readings()).toBe(2);
  });
});

describe('pages', () => {
  const projects = ['Beta', 'alpha', 'Ünï', 'a#b'];
  beforeAll(async () => {
    await backend.store.reset();
    for (const project of projects) {
      for (const month of ['2026-11', '2025-12', '2026-02']) {
        await createTask(backend.tasksOf(), { project, createdOn: `${month}-01` });
      }
    }
  });

  async function turnPages(...instances: ReturnType<typeof instance>[]) {
    const rows: ProjectMonth[] = [];
    let query: Record<string, string> | null = {};
    for (let page = 0; query; page += 1) {
      const one: ReturnType<typeof instance> | undefined = instances[page % instances.length];
      const answer: v.InferOutput<typeof projectsAnswer> | undefined = await one?.get(query);
      rows.push(...(answer?.projects ?? []));
      query = answer?.next ? { cursor: answer.next } : null;
    }
    return rows;
  }

  it('hold each row once and in order, however long they are, whichever instance answers', async () => {
    const whole = await backend.projects();
    expect(whole).toHaveLength(12);
    for (const pageRows of [1, 5, 12, 13]) {
      expect(await turnPages(instance({ pageRows }), instance({ pageRows }))).toEqual(whole);
    }
  });

  it('go on where they were when rows come and go in between', async () => {
    const one = instance({ pageRows: 4 });
    const first = await one.get();
    await createTask(backend.tasksOf(), { project: 'AAA first', createdOn: '2026-01-01' });
    await createTask(backend.tasksOf(), { project: 'zzz last', createdOn: '2026-01-01' });
    const now = instance({ pageRows: 100 });
    const rest = await now.get({ cursor: first.next ?? '' });
    expect([...first.projects, ...rest.projects].map(({ project }) => project)).toEqual(
      [...projects.flatMap((project) => [project, project, project]), 'zzz last'].sort(),
    );
  });

  it('are never of an older reading than the page before', async () => {
    let now = 5_000_000;
    const clock = () => now;
    const behind = instance({ pageRows: 100, clock });
    await behind.get();
    await createTask(backend.tasksOf(), { project: 'zzzz later', createdOn: '2026-01-01' });
    now += 1000;
    const first = await instance({ pageRows: 6, clock }).get();
    const rest = await behind.get({ cursor: first.next ?? '' });
    expect(rest.projects.map(({ project }) => project)).toContain('zzzz later');
    expect(behind.readings()).toBe(2);
  });

  it.each([
    ['nothing', ''],
    ['no base64', '%%%'],
    ['made up', Buffer.from('[1,"x"]').toString('base64url')],
    ['of another list', Buffer.from('12.abcdefghijkl').toString('base64url')],
    ['padded', `${Buffer.from('[1,"xy","2026-01"]').toString('base64url')}=`],
    ['without a month', Buffer.from('[1,"x","November"]').toString('base64url')],
  ])('take no cursor that is %s', async (_, cursor) => {
    const answer = await instance().call('GET', `/projects?${new URLSearchParams({ cursor })}`);
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid', field: 'cursor' } });
  });
});
