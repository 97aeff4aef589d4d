import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { noReminders, type Reminders } from '../../../src/contract/reminders.ts';
import { localDay } from '../../../src/domain/day.ts';
import { type Device, startDevice } from '../world/device.ts';
import { type Core, confirmedUser, controlOf, signIn, startCore, startMemoryCloud } from '../world/world.ts';

const day = 24 * 60 * 60_000;
const noon = new Date(new Date().setHours(12, 0, 0, 0)).getTime();

let cloud: LocalCloud;
let core: Core;
let device: Device;
let now: number;
let looks: number[] = [];
let reminded: string[][] = [];

beforeAll(async () => {
  cloud = await startMemoryCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  const person = await confirmedUser(core, controlOf(cloud));
  await signIn(core, person);
  await core.profile.change({ termsAccepted: true, notifications: { dueToday: true, overdue: true } });
  now = noon;
  device = await startDevice(cloud, person, {
    now: () => now,
    checkAt: (time) => void looks.push(time),
    remind: async (tasks) => void reminded.push(tasks.map(({ name }) => name).sort()),
  });
  // The sign-in looks for reminders as well.
  await device.background(({ check }) => check());
  looks = [];
  reminded = [];
});

const set = (wanted: Reminders) => device.background(({ reminders }) => reminders.set(wanted));
const check = () => device.background(({ reminders }) => reminders.check());
const add = (name: string, due: number | null) =>
  device.change((changes) =>
    changes.create(
      { name, project: 'QA', due: due === null ? '' : localDay(noon + due * day), description: '' },
      crypto.randomUUID(),
    ),
  );
const on = { ...noReminders, on: true };

describe('reminders', () => {
  it('come once for each task, on the day it is due, or afterwards where the browser was closed', async () => {
    for (const [name, due] of [
      ['overdue', -3],
      ['today', 0],
      ['tomorrow', 1],
      ['the day after', 2],
      ['some day', null],
    ] as const)
      await add(name, due);
    await set(on);
    await check();
    expect(reminded).toEqual([['overdue', 'today']]);
    now = noon + 2 * day;
    await check();
    expect(reminded.slice(1)).toEqual([['the day after', 'tomorrow']]);
  });

  it('wait for the end of the quiet hours, and are looked for again then and at midnight', async () => {
    await add('today', 0);
    const at = (hours: number) => new Date(noon).setHours(hours, 0, 0, 0);
    now = at(6);
    await set(on);
    expect(reminded).toEqual([]);
    expect(looks).toEqual([at(8)]);
    now = at(8);
    await check();
    expect(reminded).toEqual([['today']]);
    expect(looks).toEqual([at(8), at(24)]);
  });

  it('know what another device has done meanwhile, and come without a network too', async () => {
    const [done, open] = [await add('done elsewhere', 0), await add('still open', 0)];
    await device.sendAll();
    const changeId = crypto.randomUUID();
    await core.tasks.send(
      { kind: 'complete', taskId: done.taskId, changeId, completedOn: localDay(noon) },
      1,
    );
    await set(on);
    expect(reminded).toEqual([['still open']]);

    await device.change((changes) => changes.edit(open.taskId, { due: localDay(noon + day) }));
    await controlOf(cloud).post('faults', { match: '*', kind: 'drop', times: 50 });
    now = noon + day;
    await check();
    await controlOf(cloud).clearFaults();
    expect(reminded.slice(1)).toEqual([['still open']]);
  });

  it('are of what the person wants to be reminded of, on whichever device they said so', async () => {
    await core.profile.change({ notifications: { dueToday: false } });
    await add('today', 0);
    await add('overdue', -1);
    await set(on);
    expect(reminded).toEqual([['overdue']]);
  });

  it('do not come where they are off, or to a guest', async () => {
    await add('today', 0);
    await check();
    await device.background(({ session }) => session.signOut());
    await set(on);
    expect(reminded).toEqual([]);
  });
});
