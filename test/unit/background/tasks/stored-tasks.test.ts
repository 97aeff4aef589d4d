import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../../src/background/storage/database.ts';
import { accountVault, createVault } from '../../../../src/background/storage/vault.ts';
import { deltaRow, readStored, taskKinds, taskRows } from '../../../../src/background/tasks/stored-tasks.ts';
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

it('gives a task that is older than a field of tasks that field, empty, and counts it as known', async () => {
  globalThis.indexedDB = new IDBFactory();
  const vault = accountVault(createVault(await openDatabase()), account);
  const { description: _, ...older } = taskOf('aa1');
  await vault.write([
    ...taskRows(new Map(), new Map([['aa1', older as Task]])), // as an older version wrote it
    deltaRow({ at: 7, since: 'here' }),
  ]);
  const { server, lastDelta } = await readStored(vault);
  expect(server.get('aa1')).toEqual(taskOf('aa1'));
  expect(lastDelta).toEqual({ at: 7, since: 'here' });
});
