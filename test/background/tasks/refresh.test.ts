/** Changes of other devices arrive here: as a delta, or as a whole list if the last one is too long ago. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountVault, type Vault } from '../../../src/background/storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from '../../../src/background/tasks/account-tasks.ts';
import { drainOutbox } from '../../../src/background/tasks/outbox.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Change } from '../../../src/core/tasks/change.ts';
import { localDay } from '../../../src/domain/day.ts';
import type { Task } from '../../../src/domain/task.ts';
import { memoryVault } from '../world/memory-vault.ts';
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

const account = 'pool/sub';
const dayMs = 24 * 60 * 60 * 1000;

let cloud: LocalCloud;
let control: Control;
let core: Core;
let user: User;
let vault: Vault;
let tasks: AccountTasks;
/** Rows written since the last look. */
let written: number;

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  await control.post('reset', {});
  core = await startCore(cloud);
  user = await confirmedUser(core, control);
  await signIn(core, user);
  await core.profile.change({ termsAccepted: true });
  const memory = memoryVault();
  vault = {
    ...memory,
    async write(to, changes, ...more) {
      written += changes.length;
      await memory.write(to, changes, ...more);
    },
  };
  tasks = await loadAccountTasks(accountVault(vault, account));
  written = 0;
});

const today = localDay(Date.now());
/** Tasks with the same beginning lie in one row: these begin in ways of their own. */
let numbered = 0;
const newId = () => (numbered++ % 256).toString(16).padStart(2, '0') + crypto.randomUUID().slice(2);
const ids = (taskId: string = newId()) => ({ taskId, changeId: crypto.randomUUID() });
function creation(name: string): Change {
  const made = ids();
  const body = { ...made, name, project: 'QA', due: '', description: '', createdOn: today };
  return { kind: 'create', ...made, body };
}
const deletion = (taskId: string): Change => ({ kind: 'delete', ...ids(taskId) });
const renaming = (taskId: string, name: string): Change => ({
  kind: 'edit',
  ...ids(taskId),
  fields: { name },
});
const applyDelta = async () => tasks.applyDelta(await core.tasks.delta(tasks.since()), 0);
const drain = () =>
  drainOutbox(
    tasks,
    core.tasks,
    (send) => send(async () => null),
    () => true,
    () => {},
  );
const shown = () => tasks.list().map(({ sync, ...task }) => task);

describe('a delta of the tasks', () => {
  it('are what was made, changed and deleted elsewhere since the last time, also for a worker that was stopped', async () => {
    const [kept, changed, removed] = [creation('kept'), creation('changed'), creation('removed')];
    for (const change of [kept, changed, removed]) await core.tasks.send(change, 1);
    await applyDelta();
    tasks = await loadAccountTasks(accountVault(vault, account));
    const made = creation('made');
    await core.tasks.send(made, 1);
    await core.tasks.send(renaming(changed.taskId, 'changed, there'), 1);
    await core.tasks.send(deletion(removed.taskId), 1);
    written = 0;
    const different = await applyDelta();
    expect(different.sort()).toEqual([made, changed, removed].map(({ taskId }) => taskId).sort());
    // The three, how far we have read, and what the screens do not know yet.
    expect(written).toBe(5);
    const server = await core.tasks.list();
    expect(shown().map(({ name }) => name)).toEqual(expect.arrayContaining(server.map(({ name }) => name)));
    expect(new Map(shown().map((task) => [task.taskId, task]))).toEqual(
      new Map(server.map((task) => [task.taskId, task])),
    );
    expect(await applyDelta()).toEqual([]);
  });

  it('are everything once deletions may have left no trace, and what is gone goes', async () => {
    const [kept, removed] = [creation('kept'), creation('removed')];
    for (const change of [kept, removed]) await core.tasks.send(change, 1);
    await applyDelta();
    await core.tasks.send(deletion(removed.taskId), 1);
    try {
      await control.post('clock', { offsetMs: 31 * dayMs });
      core.setClock(31 * dayMs);
      await signIn(core, user);
      const answer = await core.tasks.delta(tasks.since());
      expect(answer.whole).toBe(true);
      expect(await tasks.applyDelta(answer, 0)).toEqual([removed.taskId]);
      expect(shown()).toEqual(await core.tasks.list());
    } finally {
      await control.post('clock', { offsetMs: 0 });
    }
  });

  it('of ten among ten thousand write a few rows', async () => {
    const task = (index: number): Task => ({
      taskId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      name: `Task ${index}`,
      project: 'QA',
      due: '',
      description: '',
      createdOn: today,
      completed: false,
      completedOn: '',
      version: 1,
    });
    const all = Array.from({ length: 10_000 }, (_, index) => task(index));
    await tasks.applyDelta({ whole: true, tasks: all, deleted: [], since: 'first' }, 1);
    written = 0;
    const changed = all.slice(0, 10).map((one) => ({ ...one, name: 'changed', version: 2 }));
    await tasks.applyDelta({ whole: false, tasks: changed, deleted: [], since: 'second' }, 2);
    expect(written).toBe(3);
    expect(tasks.list()).toHaveLength(10_000);
    expect(tasks.since()).toBe('second');
    written = 0;
    await tasks.applyDelta({ whole: true, tasks: all, deleted: [], since: 'third' }, 3);
    expect(written).toBe(3);
  });

  it('are newer than the answer to a change that is sent again, because the first one was lost', async () => {
    const mine = creation('mine');
    await tasks.enqueue(mine);
    await drain();
    await applyDelta();
    const edit = renaming(mine.taskId, 'edited here');
    await tasks.enqueue(edit);
    await core.tasks.send(edit, 1); // it arrived; its answer was lost
    await core.tasks.send(renaming(mine.taskId, 'edited there'), 2);
    await applyDelta();
    await drain();
    expect(shown()).toEqual(await core.tasks.list());
    expect(shown()).toMatchObject([{ name: 'edited there', version: 3 }]);
  });

  it('of a deletion settle the creation whose answer was lost: it does not come back', async () => {
    await applyDelta();
    const mine = creation('mine');
    await tasks.enqueue(mine);
    await core.tasks.send(mine, 1);
    await core.tasks.send(deletion(mine.taskId), 1);
    await applyDelta();
    expect(await drain()).toBe('empty');
    expect(tasks.list()).toEqual([]);
    expect(tasks.outbox()).toEqual([]);
  });
});
