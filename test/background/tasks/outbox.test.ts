import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accountVault, type Vault } from '../../../src/background/storage/vault.ts';
import { type AccountTasks, loadAccountTasks } from '../../../src/background/tasks/account-tasks.ts';
import { drainOutbox } from '../../../src/background/tasks/outbox.ts';
import {
  createProjects,
  type Projects,
  projectsSetting,
  type StoredProjects,
} from '../../../src/background/tasks/projects.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { StorageItem } from '../../../src/core/storage-item.ts';
import type { Change } from '../../../src/core/tasks/change.ts';
import { editAgain, keepMine } from '../../../src/core/tasks/decision.ts';
import type { TaskEdit } from '../../../src/domain/task.ts';
import { memoryVault } from '../world/memory-vault.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  startMemoryCloud,
} from '../world/world.ts';

const account = 'pool/sub';
const today = '2026-11-20';

let cloud: LocalCloud;
let control: Control;
let core: Core;
let vault: Vault;
let tasks: AccountTasks;
let projects: Projects;
let settled: { taskId: string; refused: string | null }[];

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  await signIn(core, await confirmedUser(core, control));
  await core.profile.change({ termsAccepted: true });
  const settings = new Map<string, unknown>();
  vault = memoryVault(settings);
  tasks = await loadAccountTasks(accountVault(vault, account));
  const stored: StorageItem<StoredProjects> = {
    // The value written by the test's own code.
    get: async () => (settings.get(projectsSetting) as StoredProjects | undefined) ?? null,
    set: async (value) => void settings.set(projectsSetting, value),
    remove: async () => void settings.delete(projectsSetting),
  };
  const unconfirmed = async () => tasks.unconfirmedDeltas();
  projects = createProjects(stored, core.tasks.projects, unconfirmed, Date.now, () => {});
  settled = [];
});
afterEach(() => control.clearFaults());

const newId = () => crypto.randomUUID();
const ids = (taskId: string = crypto.randomUUID()) => ({ taskId, changeId: crypto.randomUUID() });
function creation(name: string, project = 'QA', id?: string): Change {
  const { taskId, changeId } = ids(id);
  const body = { taskId, changeId, name, project, due: '', description: '', createdOn: today };
  return { kind: 'create', taskId, changeId, body };
}
const completion = (taskId: string): Change => ({ kind: 'complete', ...ids(taskId), completedOn: today });
const deletion = (taskId: string): Change => ({ kind: 'delete', ...ids(taskId) });

const drain = (current = () => true) =>
  drainOutbox(tasks, core.tasks, projects.whileSending, current, (taskId, refused) => {
    settled.push({ taskId, refused: refused?.error.code ?? null });
  });
const pending = () => new Set(tasks.outbox().map(({ change }) => change.taskId));
const calls = async () => (await control.get('calls')) as Record<string, number>;
const namesOnServer = async () => (await core.tasks.list()).map(({ name }) => name).sort();

describe('the outbox', () => {
  it('shows changes at once and sends them in order', async () => {
    const first = creation('first');
    await tasks.enqueue(first);
    await tasks.enqueue(creation('second'));
    await tasks.enqueue(completion(first.taskId));
    expect(tasks.list().map(({ name, completed }) => [name, completed])).toEqual([
      ['second', false],
      ['first', true],
    ]);
    expect(pending().size).toBe(2);

    expect(await drain()).toBe('empty');
    expect(pending().size).toBe(0);
    expect(settled.map(({ taskId }) => taskId === first.taskId)).toEqual([true, false, true]);
    const server = await core.tasks.list();
    expect(server).toHaveLength(2);
    expect(server.find(({ taskId }) => taskId === first.taskId)).toMatchObject({
      completed: true,
      version: 2,
    });
  });

  it('makes one call for each change and writes as many rows for the last as for the first, however many wait', async () => {
    let written = 0;
    const counting: Vault = {
      ...vault,
      async write(to, changes, options) {
        written += changes.length;
        await vault.write(to, changes, options);
      },
    };
    tasks = await loadAccountTasks(accountVault(counting, account));
    const costOf = async (count: number) => {
      for (let at = 0; at < count; at += 1) await tasks.enqueue(creation(`${count}, ${at}`));
      written = 0;
      const callsBefore = (await calls())['TasksAPI POST /tasks'] ?? 0;
      expect(await drain()).toBe('empty');
      return { calls: ((await calls())['TasksAPI POST /tasks'] ?? 0) - callsBefore, rows: written };
    };
    const one = await costOf(1);
    expect(one.calls).toBe(1);
    expect(await costOf(20)).toEqual({ calls: 20, rows: 20 * one.rows });
  });

  it('keeps what could not be sent, and finds it after the worker died', async () => {
    await control.post('faults', { match: 'TasksAPI POST /tasks', kind: 'drop', times: 9 });
    await tasks.enqueue(creation('kept'));
    expect(await drain()).toBe('retryLater');

    tasks = await loadAccountTasks(accountVault(vault, account));
    expect(tasks.list().map(({ name }) => name)).toEqual(['kept']);
    await control.clearFaults();
    expect(await drain()).toBe('empty');
    expect(await namesOnServer()).toEqual(['kept']);
  });

  it('makes no second task when the answer to the first was lost', async () => {
    await control.post('faults', { match: 'TasksAPI POST /tasks', kind: 'drop', times: 1, after: true });
    await tasks.enqueue(creation('once'));
    expect(await drain()).toBe('retryLater');
    expect(await drain()).toBe('empty');
    expect(await namesOnServer()).toEqual(['once']);
    expect(await core.tasks.projects(true)).toContainEqual(
      expect.objectContaining({ project: 'QA', month: '2026-11' }),
    );
  });

  it('puts a completion on top of what another device changed meanwhile', async () => {
    const change = creation('shared');
    await tasks.enqueue(change);
    await drain();
    await core.tasks.send(completion(change.taskId), 1);
    await core.tasks.send({ kind: 'reopen', ...ids(change.taskId) }, 2);

    await tasks.enqueue(completion(change.taskId));
    expect(await drain()).toBe('empty');
    expect(tasks.get(change.taskId)).toMatchObject({ completed: true, version: 4 });
    expect(settled.at(-1)?.refused).toBeNull();
  });

  it('puts an edit on top of what another device changed, field by field', async () => {
    const change = creation('shared');
    await tasks.enqueue(change);
    await drain();
    await core.tasks.send({ kind: 'edit', ...ids(change.taskId), fields: { project: 'Elsewhere' } }, 1);

    await tasks.enqueue({ kind: 'edit', ...ids(change.taskId), fields: { name: 'here', due: today } });
    expect(tasks.get(change.taskId)).toMatchObject({ name: 'here', project: 'QA', due: today });
    expect(await drain()).toBe('empty');
    const [onServer] = await core.tasks.list();
    expect(onServer).toMatchObject({ name: 'here', project: 'Elsewhere', due: today, version: 3 });
    expect(tasks.get(change.taskId)).toEqual({ ...onServer, sync: 'saved' });
  });

  it('takes a task that is gone for deleted, and says so of any other change', async () => {
    const [one, two] = [creation('one'), creation('two')];
    for (const change of [one, two]) await tasks.enqueue(change);
    await drain();
    for (const { taskId } of [one, two]) await core.tasks.send(deletion(taskId), 1);

    await tasks.enqueue(deletion(one.taskId));
    await tasks.enqueue(completion(two.taskId));
    expect(await drain()).toBe('empty');
    expect(settled.slice(-2).map(({ refused }) => refused)).toEqual([null, 'taskNotFound']);
    expect(tasks.list()).toEqual([]);
  });

  describe('with what the server refuses', () => {
    const bad = () => {
      const change = creation('bad');
      if (change.kind === 'create') change.body.createdOn = '2100-01-01';
      return change;
    };

    it('keeps it with the reason, lets other tasks’ changes pass and its own wait', async () => {
      const refused = bad();
      await tasks.enqueue(refused, creation('good'), completion(refused.taskId));
      expect(await drain()).toBe('empty');
      expect(settled.map(({ refused }) => refused)).toEqual(['taskRejected', null]);
      expect(await namesOnServer()).toEqual(['good']);

      tasks = await loadAccountTasks(accountVault(vault, account));
      expect(tasks.get(refused.taskId)).toMatchObject({
        name: 'bad',
        completed: true,
        sync: { rejected: { code: 'taskRejected', data: { field: 'createdOn' } } },
      });
      expect(tasks.outbox()).toHaveLength(2);
      expect(tasks.unconfirmedDeltas()).toEqual([]);
    });

    it('sends it afresh once it was edited, and then what waited for it', async () => {
      const refused = bad();
      const early = { kind: 'edit', ...ids(refused.taskId), fields: { name: 'early', due: today } } as const;
      await tasks.enqueue(refused, early, completion(refused.taskId));
      await drain();
      const shown = tasks.get(refused.taskId);
      if (!shown) throw new Error('the task is not shown');
      await tasks.decide(refused.taskId, (changes) =>
        editAgain(changes, { name: 'mended' }, shown, today, newId),
      );
      expect(tasks.get(refused.taskId)).toMatchObject({ name: 'mended', due: today, sync: 'waiting' });
      expect(await drain()).toBe('empty');
      expect(await core.tasks.list()).toMatchObject([{ name: 'mended', due: today, completed: true }]);
      expect(tasks.outbox()).toEqual([]);
    });

    it('forgets it, and what waited for it, when it is given up', async () => {
      const refused = bad();
      await tasks.enqueue(refused, completion(refused.taskId));
      await drain();
      expect(await tasks.decide(refused.taskId, () => [])).toEqual([refused.taskId]);
      expect(await tasks.decide(refused.taskId, () => [])).toEqual([]);
      expect(tasks.list()).toEqual([]);
      expect((await loadAccountTasks(accountVault(vault, account))).outbox()).toEqual([]);
    });

    it('asks nobody about it once its task is to be deleted, which may be taken back', async () => {
      const refused = bad();
      await tasks.enqueue(refused);
      await drain();
      const seen = tasks.get(refused.taskId) ?? undefined;
      const until = Date.now() + 1000;
      await tasks.enqueue({ kind: 'delete', ...ids(refused.taskId), seen, until });
      expect(tasks.list()).toEqual([]);
      expect(tasks.deleting(until - 1)).toEqual([{ taskId: refused.taskId, name: 'bad', until }]);
      await tasks.restore([refused.taskId], until - 1);
      expect(tasks.list()).toMatchObject([{ name: 'bad', sync: { rejected: {} } }]);

      await tasks.enqueue(deletion(refused.taskId));
      expect(await drain()).toBe('empty');
      expect(tasks.outbox()).toEqual([]);
    });
  });

  describe('with a conflict', () => {
    let taskId: string;
    const edit = (fields: TaskEdit): Change => {
      const seen = tasks.get(taskId) ?? undefined;
      return { kind: 'edit', ...ids(taskId), fields, seen };
    };
    /** A change by the other device, based on the server's own version. */
    async function elsewhere(fields: TaskEdit | null): Promise<void> {
      const version = (await core.tasks.list()).find((task) => task.taskId === taskId)?.version ?? 0;
      await core.tasks.send(fields ? { kind: 'edit', ...ids(taskId), fields } : deletion(taskId), version);
    }
    const choose = async (whose: 'mine' | 'theirs') => {
      await tasks.decide(taskId, (changes, mine, theirs) =>
        whose === 'mine' ? keepMine(changes, mine, theirs, newId) : [],
      );
      expect(await drain()).toBe('empty');
      expect(tasks.outbox()).toEqual([]);
      expect(tasks.list().map(({ sync, ...task }) => task)).toEqual(await core.tasks.list());
    };
    beforeEach(async () => {
      const change = creation('at first');
      taskId = change.taskId;
      await tasks.enqueue(change);
      await drain();
    });

    it('keeps both versions and sends nothing of the task until one is chosen', async () => {
      await elsewhere({ name: 'theirs' });
      await tasks.enqueue(edit({ name: 'mine' }));
      await tasks.enqueue(completion(taskId));
      expect(await drain()).toBe('empty');
      expect(settled.at(-1)).toEqual({ taskId, refused: 'taskConflict' });
      tasks = await loadAccountTasks(accountVault(vault, account));
      expect(tasks.get(taskId)).toMatchObject({
        name: 'mine',
        completed: true,
        sync: { conflict: { mine: { name: 'mine' }, theirs: { name: 'theirs' } } },
      });
      expect(await namesOnServer()).toEqual(['theirs']);
    });

    it('sends mine over theirs when mine is chosen, with what waited behind it', async () => {
      await elsewhere({ name: 'theirs', description: 'theirs' });
      await tasks.enqueue(edit({ name: 'mine' }));
      await tasks.enqueue(edit({ name: 'mine, again', description: 'mine' }));
      await tasks.enqueue(completion(taskId));
      await drain();
      await choose('mine');
      expect(tasks.get(taskId)).toMatchObject({ name: 'mine, again', description: 'mine', completed: true });
    });

    it('shows theirs when theirs is chosen', async () => {
      await elsewhere({ name: 'theirs' });
      await tasks.enqueue(edit({ name: 'mine' }));
      await drain();
      await choose('theirs');
      expect(tasks.get(taskId)).toMatchObject({ name: 'theirs', sync: 'saved' });
    });

    it('asks about an edit of what was deleted elsewhere, and makes it anew when it is to stay', async () => {
      await elsewhere(null);
      await tasks.enqueue(edit({ name: 'mine' }));
      await tasks.enqueue(completion(taskId));
      await drain();
      expect(tasks.get(taskId)).toMatchObject({
        sync: { conflict: { mine: { name: 'mine' }, theirs: null } },
      });
      await choose('mine');
      expect(await core.tasks.list()).toMatchObject([{ name: 'mine', completed: true, project: 'QA' }]);
      expect(tasks.get(taskId)).toBeNull();
    });

    it('asks about the deletion of what was edited elsewhere', async () => {
      const seen = tasks.get(taskId) ?? undefined;
      await elsewhere({ description: 'important' });
      await tasks.enqueue({ kind: 'delete', ...ids(taskId), seen });
      expect(tasks.list()).toEqual([]);
      await drain();
      expect(tasks.get(taskId)).toMatchObject({
        description: 'important',
        sync: { conflict: { mine: null, theirs: { description: 'important' } } },
      });
      await choose('mine');
      expect(tasks.list()).toEqual([]);
    });

    it('is none where both wrote the same, or into different fields', async () => {
      await elsewhere({ name: 'both', description: 'theirs' });
      await tasks.enqueue(edit({ name: 'both', due: today }));
      expect(await drain()).toBe('empty');
      expect(settled.at(-1)?.refused).toBeNull();
      expect(await core.tasks.list()).toMatchObject([{ name: 'both', description: 'theirs', due: today }]);
    });
  });

  it('keeps a creation whose id is a deleted task’s, and is not held up by it', async () => {
    const deleted = creation('deleted');
    await core.tasks.send(deleted, 1);
    await core.tasks.send(deletion(deleted.taskId), 1);
    const again = creation('again', 'QA', deleted.taskId);
    for (const change of [again, creation('next')]) await tasks.enqueue(change);
    expect(await drain()).toBe('empty');
    expect(settled.map(({ refused }) => refused)).toEqual(['taskConflict', null]);
    await tasks.decide(deleted.taskId, (changes, mine, theirs) => keepMine(changes, mine, theirs, newId));
    await drain();
    expect(await namesOnServer()).toEqual(['again', 'next']);
  });

  it('sends nothing for an account that is no longer the one signed in', async () => {
    await tasks.enqueue(creation('not mine'));
    expect(await drain(() => false)).toBe('sessionOver');
    expect(await namesOnServer()).toEqual([]);
    expect(pending().size).toBe(1);
  });

  it('keeps the dashboard’s numbers equal to the server’s, before it has answered and after', async () => {
    await projects.refresh();
    const [one, two] = [creation('one', 'Alpha'), creation('two', 'Beta')];
    for (const change of [one, two, completion(one.taskId), deletion(two.taskId)])
      await tasks.enqueue(change);
    const expected = (await projects.view()).projects;
    await drain();
    expect((await projects.view()).projects).toEqual(expected);
    expect(await core.tasks.projects(true)).toEqual(expected);
  });

  it('counts a change once when the numbers are read while it is being sent', async () => {
    await projects.refresh();
    await tasks.enqueue(creation('one', 'Gamma'));
    await Promise.all([drain(), projects.refresh(), projects.refresh()]);
    expect((await projects.view()).projects).toEqual(await core.tasks.projects(true));
  });

  it('takes no numbers of a cloud that was replaced while it was asked', async () => {
    await tasks.enqueue(creation('one', 'Delta'));
    await drain();
    const refused = expect(projects.refresh()).rejects.toMatchObject({ code: 'sessionChanged' });
    await projects.forget();
    await refused;
    expect(await projects.view()).toEqual({ projects: [], fetchedAt: null });
    expect((await projects.refresh()).fetchedAt).not.toBeNull();
  });
});
