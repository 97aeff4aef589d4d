import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountTasks, loadAccountTasks } from '../../../src/background/account-tasks.ts';
import { drainOutbox } from '../../../src/background/outbox.ts';
import {
  createProjects,
  type Projects,
  projectsSetting,
  type StoredProjects,
} from '../../../src/background/projects.ts';
import type { Vault } from '../../../src/background/vault.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { Item } from '../../../src/core/item.ts';
import type { Change } from '../../../src/core/tasks/change.ts';
import { memoryVault } from './memory-vault.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  startMemoryCloud,
} from './world.ts';

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
  tasks = await loadAccountTasks(vault, account);
  const stored: Item<StoredProjects> = {
    // What the test's own code has put there.
    get: async () => (settings.get(projectsSetting) as StoredProjects | undefined) ?? null,
    set: async (value) => void settings.set(projectsSetting, value),
    remove: async () => void settings.delete(projectsSetting),
  };
  const unconfirmed = async () => tasks.unconfirmedDeltas();
  projects = createProjects(stored, core.tasks.projects, unconfirmed, Date.now, () => {});
  settled = [];
});
afterEach(() => control.clearFaults());

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
    expect(tasks.pending()).toHaveLength(2);

    expect(await drain()).toBe('empty');
    expect(tasks.pending()).toEqual([]);
    expect(settled.map(({ taskId }) => taskId === first.taskId)).toEqual([true, false, true]);
    const server = await core.tasks.list();
    expect(server).toHaveLength(2);
    expect(server.find(({ taskId }) => taskId === first.taskId)).toMatchObject({
      completed: true,
      version: 2,
    });
  });

  it('keeps what could not be sent, and finds it after the worker died', async () => {
    await control.post('faults', { match: 'TasksAPI POST /tasks', kind: 'drop', times: 9 });
    await tasks.enqueue(creation('kept'));
    expect(await drain()).toBe('retryLater');

    tasks = await loadAccountTasks(vault, account);
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
    expect(tasks.get(change.taskId)).toEqual(onServer);
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

  it('drops what the server refuses, says why, and shows the server’s state again', async () => {
    const refusedByServer = creation('bad');
    if (refusedByServer.kind === 'create') refusedByServer.body.createdOn = '2026-02-30';
    await tasks.enqueue(refusedByServer);
    await tasks.enqueue(creation('good'));
    expect(await drain()).toBe('empty');
    expect(settled.map(({ refused }) => refused)).toEqual(['taskRejected', null]);
    expect(tasks.list().map(({ name }) => name)).toEqual(['good']);
  });

  it('is not held up by a creation whose id is a deleted task’s', async () => {
    const deleted = creation('deleted');
    await core.tasks.send(deleted, 1);
    await core.tasks.send(deletion(deleted.taskId), 1);
    const again = creation('again', 'QA', deleted.taskId);
    for (const change of [again, creation('next')]) await tasks.enqueue(change);
    expect(await drain()).toBe('empty');
    expect(settled.map(({ refused }) => refused)).toEqual(['taskConflict', null]);
    expect(await namesOnServer()).toEqual(['next']);
  });

  it('sends nothing for an account that is no longer the one signed in', async () => {
    await tasks.enqueue(creation('not mine'));
    expect(await drain(() => false)).toBe('sessionOver');
    expect(await namesOnServer()).toEqual([]);
    expect(tasks.pending()).toHaveLength(1);
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
