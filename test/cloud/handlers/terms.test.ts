import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Backend, startBackend } from '../backend/backend.ts';
import { createTask, listTasks, newTask } from '../backend/changes.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

function newcomer() {
  const owner = randomUUID();
  return {
    owner,
    tasks: backend.strangersTasks(owner),
    profile: backend.profileOf({ sub: owner, username: 'ann' }),
  };
}

it('refuses every task of a person who has not accepted the terms, and stores nothing of it', async () => {
  const { owner, tasks, profile } = newcomer();
  const form = newTask({ project: 'Terms' });
  const refusal = { status: 403, body: { error: 'termsRequired' } };
  expect(await tasks('POST', '/tasks', form)).toMatchObject(refusal);
  await profile('GET', '/profile');
  expect(await tasks('POST', '/tasks', form)).toMatchObject(refusal);
  expect((await backend.rows('tasks')).filter((row) => row.owner === owner)).toEqual([]);
  expect((await backend.projects()).filter(({ project }) => project === 'Terms')).toEqual([]);
  expect(await listTasks(tasks)).toEqual([]);
});

it('lets the same change through once the terms are accepted', async () => {
  const { tasks, profile } = newcomer();
  const form = newTask();
  expect((await tasks('POST', '/tasks', form)).status).toBe(403);
  await profile('PUT', '/profile', { termsAccepted: true });
  expect((await tasks('POST', '/tasks', form)).status).toBe(201);
  expect(await listTasks(tasks)).toHaveLength(1);
});

it('asks for the terms of who signs, not of anybody else', async () => {
  const [ann, ben] = [newcomer(), newcomer()];
  await ann.profile('PUT', '/profile', { termsAccepted: true });
  await createTask(ann.tasks);
  expect((await ben.tasks('POST', '/tasks', { ...newTask(), owner: ann.owner })).status).toBe(403);
});
