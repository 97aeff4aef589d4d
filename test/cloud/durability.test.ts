import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend } from './backend/backend.ts';
import { listTasks } from './backend/changes.ts';
import { startKillable } from './backend/killable.ts';
import { drawSteps, type Expected, takeStep } from './backend/random-changes.ts';
import { recount } from './backend/recount.ts';

const long = process.env.LONG === '1';
const writes = long ? 1000 : 60;
/** A write takes six or seven steps. */
const mostSteps = long ? 160 : 80;
const seed = 20261120;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'countersign-durability-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it(`keeps ${writes} task writes, each exactly once, while its process is killed at every kind of moment`, async () => {
  const moments = fc.sample(fc.integer({ min: 1, max: mostSteps }), { numRuns: writes, seed });
  const killable = startKillable(dir, () => moments.pop() ?? mostSteps);
  const people = [randomUUID(), randomUUID()].map((owner) => ({ owner, expected: new Map() as Expected }));
  await Promise.all(
    people.map(async ({ owner, expected }, person) => {
      const call = killable.tasksOf(owner);
      for (const step of drawSteps(writes / people.length, seed + person))
        await takeStep(call, expected, step);
    }),
  );
  await killable.stop();
  expect(killable.kills).toBeGreaterThan(3);

  const backend = await startBackend({ dir });
  const all = [];
  for (const { owner, expected } of people) {
    const tasks = await listTasks(backend.tasksOf(owner));
    expect(new Map(tasks.map((task) => [task.taskId, task]))).toEqual(expected);
    expect(tasks).toHaveLength(expected.size);
    all.push(...tasks);
  }
  expect(await backend.projects()).toEqual(recount(all));
  await backend.close();
});
