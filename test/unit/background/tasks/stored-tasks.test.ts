import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../../src/background/storage/database.ts';
import { accountVault, createVault } from '../../../../src/background/storage/vault.ts';
import { readStored, taskKinds, taskRows } from '../../../../src/background/tasks/stored-tasks.ts';
import type { Task } from '../../../../src/domain/task.ts';

const account = 'pool/sub';
const taskOf = (taskId: string, more: Partial<Task> = {}): Task => ({
  ...{ taskId, name: 'Write', project: 'Home', due: '', description: '', createdOn: '2026-11-20' },
  ...{ completed: false, completedOn: '', version: 1, ...more },
});

it('gives back the tasks that were stored, without those that another version left incomplete', async () => {
  globalThis.indexedDB = new IDBFactory();
  const vault = createVault(await openDatabase());
  const source = { title: 'Page', url: 'https://page.example/' };
  const whole = [taskOf('aa1'), taskOf('aa2', { source }), taskOf('bb1', { completed: true })];
  const { version: _, ...incomplete } = taskOf('aa3');
  const wrong = { ...taskOf('bb2'), completed: 'yes' };
  const stored = [...whole, incomplete as Task, wrong as unknown as Task];
  await vault.write(account, taskRows(new Map(), new Map(stored.map((task) => [task.taskId, task]))));
  await vault.write(account, [
    { kind: taskKinds.tasks, id: 'cc', value: 'no bucket' },
    { kind: taskKinds.tasks, id: 'dd', value: { dd1: null, dd2: 7 } },
  ]);

  const { server } = await readStored(accountVault(vault, account));
  expect(server).toEqual(new Map(whole.map((task) => [task.taskId, task])));
});
