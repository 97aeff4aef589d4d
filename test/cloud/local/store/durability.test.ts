import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../backend/backend.ts';
import { listTasks } from '../../backend/changes.ts';
import { startKillable } from '../../backend/killable.ts';
import { drawSteps, type Expected, takeStep } from '../../backend/random-changes.ts';
import { recount } from '../../backend/recount.ts';
import { catchUp, newReplica } from '../../backend/replica.ts';

const long = process.env.LONG === '1';
const changes = long ? 5000 : 160;
const people = 20;
/** A change takes six or seven steps of writing. */
const mostSteps = long ? 500 : 250;
const seed = 20261120;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'countersign-durability-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it(`keeps ${changes} changes by ${people} people, each exactly once, while its process is killed at every kind of moment`, async () => {
  const moments = fc.sample(fc.integer({ min: 1, max: mostSteps }), { numRuns: changes, seed });
  const killable = startKillable(dir, () => moments.pop() ?? mostSteps);
  const lives = Array.from({ length: people }, () => ({
    owner: randomUUID(),
    expected: new Map() as Expected,
    replica: newReplica(),
  }));
  await Promise.all(
    lives.map(async ({ owner, expected, replica }, person) => {
      const call = killable.tasksOf(owner);
      for (const [index, step] of drawSteps(changes / people, seed + person).entries()) {
        await takeStep(call, expected, step);
        if (index % 5 === person % 5) await catchUp(call, replica);
      }
    }),
  );
  await killable.stop();
  expect(killable.kills).toBeGreaterThan(3);

  const backend = await startBackend({ dir });
  const all = [];
  for (const { owner, expected, replica } of lives) {
    const call = backend.tasksOf(owner);
    const tasks = await listTasks(call);
    expect(new Map(tasks.map((task) => [task.taskId, task]))).toEqual(expected);
    expect(tasks).toHaveLength(expected.size);
    await catchUp(call, replica);
    expect(replica.tasks).toEqual(expected);
    all.push(...tasks);
  }
  expect(await backend.projects()).toEqual(recount(all));
  await backend.close();
});
