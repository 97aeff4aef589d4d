/**
 * A person's changes reach the server exactly once and in order, whatever happens to the network, to the cloud and to
 * the background.
 */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Fault } from '../../../src/cloud/local/control/faults.ts';
import { applyDeltas, counterDeltas, type ProjectMonth } from '../../../src/domain/project-counters.ts';
import type { Task } from '../../../src/domain/task.ts';
import { type Device, startDevice } from '../world/device.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  startMemoryCloud,
  type User,
} from '../world/world.ts';

const long = process.env.LONG === '1';
const sizes = long
  ? { runs: 150, actions: 60, every: [2, 3, 5, 7], queue: 1000, faults: 7 }
  : { runs: 5, actions: 20, every: [4], queue: 40, faults: 4 };

let cloud: LocalCloud;
let control: Control;
const devices: Device[] = [];

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
afterEach(async () => {
  for (const device of devices.splice(0)) device.end();
  await control.clearFaults();
});

/** Somebody, who is signed in at a place that looks at the server. */
async function newPerson(): Promise<{ core: Core; person: User }> {
  const core = await startCore(cloud);
  const person = await confirmedUser(core, control);
  await signIn(core, person);
  await core.profile.change({ termsAccepted: true });
  return { core, person };
}

type Trouble = Pick<Fault, 'kind' | 'after'> & { status?: number; every: number };

/** Their device, whose every n-th call meets with trouble; impatient with a cloud that hangs. */
async function startTroubled(person: User) {
  let trouble: Trouble | null = null;
  let calls = 0;
  async function beforeSending(): Promise<void> {
    calls += 1;
    if (!trouble || calls % trouble.every !== 0) return;
    const { every: _, ...fault } = trouble;
    // A failure on the server's side is retried three times.
    await control.post('faults', { match: '*', times: fault.kind === 'fail' ? 3 : 1, ...fault });
  }
  const device = await startDevice(cloud, person, { beforeSending, timeout: 400 });
  devices.push(device);
  return {
    device,
    async meet(next: Trouble | null) {
      trouble = next;
      await control.clearFaults();
    },
  };
}

/** A person's action. A task is named by its number among all tasks that were ever made. */
type Action =
  | { do: 'create'; name: string; project: number; due: string }
  | {
      do: 'edit';
      at: number;
      name?: string | undefined;
      project?: number | undefined;
      due?: string | undefined;
    }
  | { do: 'complete' | 'reopen' | 'delete'; at: number };

type Known = Pick<Task, 'taskId' | 'name' | 'project' | 'due' | 'completed' | 'version'>;

/** The person's own idea of their tasks. */
function startModel(device: Device, run: string) {
  const tasks: (Known | null)[] = [];
  const projectOf = (index: number) => `${run} ${index}`;

  async function act(action: Action): Promise<void> {
    if (action.do === 'create') {
      const { name, due } = action;
      const project = projectOf(action.project);
      const task = { name, project, due, description: '' };
      const requestId = crypto.randomUUID();
      const { taskId } = await device.change((changes) => changes.create(task, requestId));
      tasks.push({ taskId, name, project, due, completed: false, version: 1 });
      return;
    }
    const index = tasks.length > 0 ? action.at % tasks.length : -1;
    const task = tasks[index];
    if (!task) return;
    const { taskId } = task;
    switch (action.do) {
      case 'edit': {
        const { name = task.name, due = task.due } = action;
        const project = action.project === undefined ? task.project : projectOf(action.project);
        const isNew = name !== task.name || due !== task.due || project !== task.project;
        await device.change((changes) => changes.edit(taskId, { name, due, project }));
        tasks[index] = { ...task, name, due, project, version: task.version + (isNew ? 1 : 0) };
        return;
      }
      case 'complete':
      case 'reopen': {
        const completed = action.do === 'complete';
        await device.change((changes) => changes[completed ? 'complete' : 'reopen'](taskId));
        tasks[index] = { ...task, completed, version: task.version + (completed === task.completed ? 0 : 1) };
        return;
      }
      case 'delete':
        await device.change((changes) => changes.removeAll([taskId]));
        tasks[index] = null;
    }
  }
  return { act, tasks: () => tasks.filter((task) => task !== null) };
}

const byId = <T extends { taskId: string }>(tasks: readonly T[]) =>
  [...tasks].sort((a, b) => (a.taskId < b.taskId ? -1 : 1));

/** The server, the screens and the person agree, and nothing was sent but what was done, in that order. */
async function agrees(core: Core, device: Device, expected: readonly Known[], run: string): Promise<void> {
  const server = await core.tasks.list();
  expect(byId(server)).toEqual(byId(expected).map((task) => expect.objectContaining(task)));
  const listed = await device.run(async (tasks) => [...(await tasks.all())]);
  expect(byId(listed)).toEqual(byId(server).map((task) => ({ ...task, sync: 'saved' })));
  expect(device.sent()).toEqual(device.written());
  const ours = ({ project }: ProjectMonth) => project.startsWith(`${run} `);
  const counted = (rows: ProjectMonth[]) =>
    rows
      .filter((row) => ours(row) && (row.added !== 0 || row.completed !== 0))
      .map((row) => JSON.stringify([row.project, row.month, row.added, row.completed]))
      .sort();
  const recounted = applyDeltas(
    [],
    server.flatMap((task) => counterDeltas(null, task)),
  );
  expect(counted(await core.tasks.projects(true))).toEqual(counted(recounted));
}

const place = fc.nat(30);
const name = fc.oneof(
  fc.constantFrom('Call the bank', 'Ümläute, „quoted“ 🙂'),
  fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => text.trim() || 'x'),
);
const project = fc.nat(2);
const due = fc.constantFrom('', '2026-11-20', '2026-12-24');
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('create'), name, project, due }) },
  {
    weight: 3,
    arbitrary: fc.record(
      { do: fc.constant('edit'), at: place, name, project, due },
      { requiredKeys: ['do', 'at'] },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('complete', 'complete', 'reopen', 'delete'), at: place }),
  },
);
const trouble: fc.Arbitrary<Trouble> = fc.record({
  kind: fc.constantFrom('fail', 'hang', 'drop', 'garble'),
  after: fc.boolean(),
  every: fc.integer({ min: 1, max: 4 }),
});
type Event =
  | { event: 'action'; action: Action }
  | { event: 'trouble'; trouble: Trouble | null }
  | { event: 'stopAfter'; writes: number | null }
  | { event: 'send' };
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ event: fc.constant('action'), action }) },
  { weight: 1, arbitrary: fc.record({ event: fc.constant('trouble'), trouble: fc.option(trouble) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      event: fc.constant('stopAfter'),
      writes: fc.option(fc.integer({ min: 1, max: 6 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ event: fc.constant('send') }) },
);

describe('what a person does to their tasks', () => {
  it('reaches the server exactly, once and in order, through every kind of trouble', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: sizes.actions, size: 'max' }), async (events) => {
        const { core, person } = await newPerson();
        const { device, meet } = await startTroubled(person);
        const run = crypto.randomUUID();
        const { act, tasks } = startModel(device, run);
        for (const one of events) {
          if (one.event === 'action') await act(one.action);
          else if (one.event === 'trouble') await meet(one.trouble);
          else if (one.event === 'stopAfter') device.stopAfter(one.writes);
          else await device.trySending();
        }
        await meet(null);
        device.stopAfter(null);
        await device.sendAll();
        await agrees(core, device, tasks(), run);
        device.end();
      }),
      { numRuns: sizes.runs, endOnFailure: !long },
    );
  });

  const twenty: Action[] = [
    ...Array.from(
      { length: 8 },
      (_, at): Action => ({ do: 'create', name: `Task ${at}`, project: at % 3, due: '' }),
    ),
    { do: 'complete', at: 0 },
    { do: 'edit', at: 1, name: 'Renamed', due: '2026-12-24' },
    { do: 'edit', at: 1, project: 2 },
    { do: 'delete', at: 2 },
    { do: 'complete', at: 3 },
    { do: 'reopen', at: 3 },
    { do: 'complete', at: 4 },
    { do: 'edit', at: 4, name: 'Done and renamed' },
    { do: 'delete', at: 4 },
    { do: 'create', name: 'One more', project: 0, due: '2026-11-20' },
    { do: 'edit', at: 8, due: '' },
    { do: 'complete', at: 8 },
  ];

  it.each(['while offline', 'while online'])(
    'reaches it though the background is stopped after each single write, %s',
    async (how) => {
      const { core, person } = await newPerson();
      const { device, meet } = await startTroubled(person);
      const run = crypto.randomUUID();
      const { act, tasks } = startModel(device, run);
      if (how === 'while offline') await meet({ kind: 'drop', after: false, every: 1 });
      device.stopAfter(1);
      for (const one of twenty) await act(one);
      await meet(null);
      await device.sendAll();
      await agrees(core, device, tasks(), run);
      expect(device.written()).toHaveLength(twenty.length);
      // One for each change that was written down, and one for each that was confirmed.
      expect(device.started()).toBeGreaterThanOrEqual(2 * twenty.length);
    },
  );

  const faults = [
    ['fails', { kind: 'fail', after: false }],
    ['hangs', { kind: 'hang', after: false }],
    ['loses', { kind: 'drop', after: true }],
    ['garbles', { kind: 'garble', after: true }],
    ['fails in the end', { kind: 'fail', after: true }],
    ['drops', { kind: 'drop', after: false }],
    ['garbles at once', { kind: 'garble', after: false }],
  ] as const;
  it.each(faults.slice(0, sizes.faults))('reaches a cloud that %s every n-th answer', async (_, fault) => {
    const { core, person } = await newPerson();
    for (const every of sizes.every) {
      const { device, meet } = await startTroubled(person);
      const run = crypto.randomUUID();
      const { act, tasks } = startModel(device, run);
      await meet({ ...fault, every });
      for (const one of twenty) await act(one);
      await device.sendAll();
      await meet(null);
      await agrees(core, device, tasks(), run);
      await device.change((changes) => changes.removeAll(tasks().map(({ taskId }) => taskId)));
      await device.sendAll();
      device.end();
    }
  });

  it('reaches it after a day offline, when a long queue has built up, in order', async () => {
    const { core, person } = await newPerson();
    const { device, meet } = await startTroubled(person);
    const run = crypto.randomUUID();
    const { act, tasks } = startModel(device, run);
    await meet({ kind: 'drop', after: false, every: 1 });
    for (let index = 0; index < sizes.queue; index += 1) {
      const kind = index % 4;
      if (kind < 2) await act({ do: 'create', name: `Task ${index}`, project: index % 3, due: '' });
      else if (kind === 2) await act({ do: 'edit', at: index, due: '2026-12-24' });
      else await act({ do: index % 8 === 3 ? 'complete' : 'delete', at: index });
    }
    expect(device.written().length).toBeGreaterThan(sizes.queue * 0.8);
    try {
      const day = 24 * 60 * 60_000;
      await control.post('clock', { offsetMs: day });
      await meet(null);
      await device.sendAll();
      await agrees(core, device, tasks(), run);
    } finally {
      await control.post('clock', { offsetMs: 0 });
    }
  });
});
