import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src/background/storage/database.ts';
import { accountVault, createVault } from '../../../../src/background/storage/vault.ts';
import { loadAccountTasks } from '../../../../src/background/tasks/account-tasks.ts';
import { deltaRow, readStored, taskKinds, taskRows } from '../../../../src/background/tasks/stored-tasks.ts';
import { mostTasks } from '../../../../src/contract/limits.ts';
import type { Task } from '../../../../src/domain/task.ts';
import { memoryVault } from '../../../background/world/memory-vault.ts';

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

describe('SE8: a list that grows from answer to answer', () => {
  const idOf = (at: number) => `${`${at}`.padStart(8, '0')}-0000-4000-8000-000000000000`;
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => taskOf(idOf(from + at)));
  const delta = (tasks: Task[], deleted: string[] = []) => ({
    ...{ whole: false, tasks, deleted, since: `${tasks.length} more` },
  });
  const most = mostTasks * 1.1;

  it('ends where it has more tasks than a person can have, and stays as it was', async () => {
    const vault = accountVault(memoryVault(), account);
    const tasks = await loadAccountTasks(vault);
    for (let from = 0; from < most; from += most / 4) await tasks.applyDelta(delta(some(from, most / 4)), 7);
    const before = tasks.since();
    await expect(async () => tasks.applyDelta(delta(some(most, 1)), 8)).rejects.toMatchObject({
      code: 'answerTooLarge',
    });
    expect([tasks.list().length, tasks.since(), tasks.fetchedAt()]).toEqual([most, before, 7]);
    expect((await readStored(vault)).server.size).toBe(most);
  });

  it('goes on where as many go, and where tasks change', async () => {
    const tasks = await loadAccountTasks(accountVault(memoryVault(), account));
    await tasks.applyDelta(delta(some(0, most)), 7);
    await tasks.applyDelta(
      delta(
        some(most, 50),
        some(0, 50).map(({ taskId }) => taskId),
      ),
      8,
    );
    await tasks.applyDelta(delta(some(100, 50).map((task) => ({ ...task, version: 2 }))), 9);
    expect([tasks.list().length, tasks.fetchedAt()]).toEqual([most, 9]);
  });
});
