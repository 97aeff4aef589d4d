import { afterEach, expect, it } from 'vitest';
import { type Backend, startBackend } from '../backend/backend.ts';
import { listTasks } from '../backend/changes.ts';
import { drawSteps, type Expected, takeStep } from '../backend/random-changes.ts';
import { recount } from '../backend/recount.ts';

let backend: Backend;
afterEach(() => backend.close());

const long = process.env.LONG === '1';
const people = 3;
const stepsEach = long ? 334 : 100;
const seeds = long ? [1, 2, 3, 4, 5] : [1];

it.each(seeds)(
  'equal a recount of the tasks after random changes by three people at once (seed %i)',
  async (seed) => {
    backend = await startBackend();
    const lives = Array.from({ length: people }, async (_, person) => {
      const call = backend.tasksOf();
      const expected: Expected = new Map();
      for (const step of drawSteps(stepsEach, seed * people + person)) await takeStep(call, expected, step);
      const listed = await listTasks(call);
      const sorted = <T extends { taskId: string }>(tasks: T[]) =>
        tasks.sort((a, b) => (a.taskId < b.taskId ? -1 : 1));
      expect(sorted(listed)).toEqual(sorted([...expected.values()]));
      return listed;
    });
    const tasks = (await Promise.all(lives)).flat();
    expect(await backend.projects()).toEqual(recount(tasks));
  },
);
