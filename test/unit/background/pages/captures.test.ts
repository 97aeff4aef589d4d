import * as v from 'valibot';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Captures, createCaptures, waitingCaptures } from '../../../../src/background/pages/captures.ts';
import { type SessionArea, sessionItem } from '../../../../src/background/storage/session-item.ts';
import { accountVault, type Vault, vaultItem } from '../../../../src/background/storage/vault.ts';
import type { Tasks } from '../../../../src/background/tasks/tasks.ts';
import { createMutex } from '../../../../src/core/mutex.ts';
import type { TaskDelta, TasksService } from '../../../../src/core/tasks/tasks-service.ts';
import type { NewTask } from '../../../../src/domain/task.ts';
import { memoryVault } from '../../../background/world/memory-vault.ts';
import { offline, startOfflineTasks } from '../tasks/offline-tasks.ts';

const invoice: NewTask = {
  name: 'Invoice 41',
  project: 'N/A',
  due: '',
  description: '',
  source: { title: 'Invoice 41', url: 'https://example.org/invoices/41' },
};
const [first, second, third] = [
  '11111111-1111-4111-8111-111111111111',
  '22222222-2222-4222-8222-222222222222',
  '33333333-3333-4333-8333-333333333333',
];

let account: string | null;
let diskIsFull: boolean;
/** The server's list, or its failure. */
let serverDelta: TasksService['delta'];
let stored: Map<string, unknown>;
let vault: ReturnType<typeof memoryVault>;
let tasks: Tasks;
/** The captures of the present account. */
let captures: () => Captures;

beforeEach(() => {
  account = 'pool/ida';
  diskIsFull = false;
  serverDelta = offline;
  stored = new Map();
  vault = memoryVault();
  startBackground();
});

/** Starts a background that can send nothing. `storage.session` and the disk have the state of the last one. */
function startBackground(): void {
  const session: SessionArea = {
    get: async () => structuredClone(Object.fromEntries(stored)),
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) stored.set(key, structuredClone(value));
    },
    remove: async (key) => void stored.delete(key),
  };
  const disk: Vault = {
    ...vault,
    write: async (...changes) => {
      if (diskIsFull) throw new Error('QuotaExceededError');
      await vault.write(...changes);
    },
  };
  const ofIda = accountVault(disk, 'pool/ida');
  tasks = startOfflineTasks(ofIda, (since) => serverDelta(since));
  const ida = { tasks, notices: vaultItem(ofIda, 'captured', 'notices', v.unknown()) };
  const waiting = { stored: sessionItem('captures', waitingCaptures, session), serial: createMutex() };
  captures = () => createCaptures(account === null ? null : ida, waiting, () => {});
}

/** The tasks in the list, whether or not the server has ever answered. */
const listed = async () => (await tasks.page(0)).tasks.map(({ taskId, name }) => ({ taskId, name }));

describe('a capture of somebody who is signed in', () => {
  it('QL4: has the spelling of the project that is known', async () => {
    const inProject = (name: string, project: string) =>
      captures().keep({ ...invoice, name, project }, crypto.randomUUID());
    await inProject('one', 'büro');
    await inProject('two', 'BÜRO');
    await inProject('three', 'Bu\u0308ro');
    await inProject('four', 'garden');
    const list = await tasks.here();
    expect(new Set(list.map(({ project }) => project))).toEqual(new Set(['büro', 'garden']));
  });

  it('is a task at once, without a network, and once however often it is asked for', async () => {
    const made = { how: 'made', taskId: first, name: 'Invoice 41' };
    expect(await captures().keep(invoice, first)).toEqual(made);
    expect(await captures().keep(invoice, first)).toEqual(made);
    expect(await listed()).toEqual([{ taskId: first, name: 'Invoice 41' }]);
    startBackground();
    expect(await captures().keep(invoice, first)).toEqual(made);
    expect((await tasks.page(0)).tasks).toMatchObject([{ taskId: first, sync: 'waiting' }]);
  });

  it('is confirmed at once while the cloud keeps the list to itself that was never read', async () => {
    serverDelta = () => new Promise(() => {});
    void tasks.all();
    expect(await captures().keep(invoice, first)).toEqual({ how: 'made', taskId: first, name: 'Invoice 41' });
  });

  it('is taken back by its undo, once', async () => {
    await captures().keep(invoice, first);
    await captures().undo({ kind: 'create', taskId: first });
    expect(await listed()).toEqual([]);
    await captures().undo({ kind: 'create', taskId: first });
    expect(await captures().keep({ ...invoice, name: 'Another' }, second)).toMatchObject({ how: 'made' });
  });

  it('says why it could not be kept, and throws nothing', async () => {
    diskIsFull = true;
    expect(await captures().keep(invoice, first)).toEqual({
      how: 'failed',
      name: 'Invoice 41',
      error: { code: 'internal' },
    });
    expect(await listed()).toEqual([]);
  });

  it('that could not be confirmed on its page is told in the popup until it was seen there', async () => {
    const captured = await captures().keep(invoice, first);
    await captures().tell(captured);
    startBackground();
    expect(await captures().notices()).toEqual([captured]);
    await captures().seen();
    expect(await captures().notices()).toEqual([]);
  });
});

describe('a capture of a guest', () => {
  beforeEach(() => {
    account = null;
  });
  const waiting = { how: 'waiting', taskId: first, name: 'Invoice 41' };

  it('waits, also for the next background, and is a task once somebody is signed in', async () => {
    expect(await captures().keep(invoice, first)).toEqual(waiting);
    expect(await captures().keep(invoice, first)).toEqual(waiting);
    startBackground();
    expect(await captures().notices()).toEqual([waiting]);
    await captures().resume();
    expect(await captures().notices()).toEqual([waiting]);
    account = 'pool/ida';
    await Promise.all([captures().resume(), captures().resume()]);
    expect(await listed()).toEqual([{ taskId: first, name: 'Invoice 41' }]);
    expect(await captures().notices()).toEqual([{ ...waiting, how: 'made' }]);
  });

  it('waits for the list that tells whether there is such a task, and holds up nobody meanwhile', async () => {
    await captures().keep(invoice, first);
    let answer = (_: TaskDelta) => {};
    serverDelta = () => new Promise((answered) => (answer = answered));
    account = 'pool/ida';
    const takenUp = captures().resume();
    expect(await captures().keep({ ...invoice, name: 'Another' }, second)).toMatchObject({ how: 'made' });
    expect(await captures().notices()).toEqual([waiting]);
    const about = { createdOn: '2026-11-19', completed: false, completedOn: '', version: 1 };
    const there = { ...invoice, ...about, taskId: third };
    answer({ whole: true, tasks: [there], deleted: [], since: null });
    await takenUp;
    expect(await captures().notices()).toEqual([{ how: 'known', taskId: third, name: 'Invoice 41' }]);
  });

  it('is given up by its undo', async () => {
    await captures().keep(invoice, first);
    await captures().keep({ ...invoice, name: 'Another' }, second);
    await captures().undo({ kind: 'create', taskId: first });
    account = 'pool/ida';
    await captures().resume();
    expect(await listed()).toEqual([{ taskId: second, name: 'Another' }]);
  });

  it('goes on waiting where it could not be kept as a task, with those behind it', async () => {
    await captures().keep(invoice, first);
    await captures().keep({ ...invoice, name: 'Another' }, second);
    account = 'pool/ida';
    diskIsFull = true;
    await expect(captures().resume()).rejects.toThrow('QuotaExceededError');
    expect(await captures().notices()).toHaveLength(2);
    diskIsFull = false;
    await captures().resume();
    expect((await listed()).map(({ name }) => name).sort()).toEqual(['Another', 'Invoice 41']);
  });

  it('is told of once, though the background is stopped before it has crossed it out', async () => {
    await captures().keep(invoice, first);
    const before = structuredClone(stored.get('captures'));
    account = 'pool/ida';
    await captures().resume();
    stored.set('captures', before);
    startBackground();
    await captures().resume();
    expect(await listed()).toHaveLength(1);
    expect(await captures().notices()).toEqual([{ ...waiting, how: 'made' }]);
  });
});
