import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountVault, vaultItem } from '../../../../src/background/storage/vault.ts';
import { createReminders, type ReminderKeeper } from '../../../../src/background/tasks/reminders.ts';
import { reminders as storedReminders } from '../../../../src/contract/reminders.ts';
import type { TasksService } from '../../../../src/core/tasks/tasks-service.ts';
import { memoryVault } from '../../../background/world/memory-vault.ts';
import { offline, startOfflineTasks } from './offline-tasks.ts';

const noon = new Date(2026, 10, 20, 12).getTime();
const due = {
  taskId: '11111111-1111-4111-8111-111111111111',
  name: 'due today',
  project: 'QA',
  due: '2026-11-20',
  description: '',
  createdOn: '2026-11-01',
  completed: false,
  completedOn: '',
  version: 1,
};

let delta: TasksService['delta'];
let looks: number[];
let reminded: string[][];
let reminders: ReminderKeeper;

beforeEach(async () => {
  delta = offline;
  looks = [];
  reminded = [];
  const vault = accountVault(memoryVault(), 'pool/ida');
  const account = {
    signal: new AbortController().signal,
    tasks: startOfflineTasks(vault, (since) => delta(since)),
    profile: { read: offline },
    reminded: vaultItem(vault, 'reminded', 'day', v.string()),
  };
  reminders = createReminders({
    stored: vaultItem(vault, 'reminders', 'all', storedReminders),
    account: () => account,
    now: () => noon,
    checkAt: (time) => void looks.push(time),
    remind: async (tasks) => void reminded.push(tasks.map(({ name }) => name)),
  });
  await reminders.set({ on: true, from: '22:00', to: '08:00' });
});

describe('LO7: reminders at a sign-in while the server is down and no task is known', () => {
  it('wait for the list, are looked for again soon, and come once', async () => {
    expect(reminded).toEqual([]);
    const soon = looks.at(-1) ?? 0;
    expect(soon).toBeGreaterThan(noon);
    expect(soon).toBeLessThanOrEqual(noon + 10 * 60_000);
    await reminders.check();
    expect(reminded).toEqual([]);
    delta = async () => ({ whole: true, tasks: [due], deleted: [], since: 'now' });
    await reminders.check();
    await reminders.check();
    expect(reminded).toEqual([['due today']]);
    expect(looks.at(-1)).toBe(new Date(2026, 10, 21).getTime());
  });
});
