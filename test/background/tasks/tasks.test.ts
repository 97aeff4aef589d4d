import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { accountVault, type Vault } from '../../../src/background/storage/vault.ts';
import { loadAccountTasks } from '../../../src/background/tasks/account-tasks.ts';
import { createRetryTimer, type RetryTimer } from '../../../src/background/tasks/retry-timer.ts';
import { createTasks, type Tasks } from '../../../src/background/tasks/tasks.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { CodedError } from '../../../src/contract/errors.ts';
import { undoTime } from '../../../src/contract/limits.ts';
import type { Change } from '../../../src/core/tasks/change.ts';
import { memoryVault } from '../world/memory-vault.ts';
import { type Core, confirmedUser, controlOf, signIn, startCore, startMemoryCloud } from '../world/world.ts';

const today = '2026-11-20';
/** How long to wait for what comes by itself. */
const soon = { timeout: 30_000 };

let cloud: LocalCloud;
let core: Core;
let vault: Vault;
let retry: RetryTimer;
let alarms: number;
let tasks: Tasks;
let changed: number;
/** Ms that the background's clock is ahead. */
let later: number;
let lists: number;
/** Ids of the tasks that the screens were told of. */
let pushed: string[];
/** Holds up changes on their way out, and lists on their way in. */
let way: Promise<void>;

beforeAll(async () => {
  cloud = await startMemoryCloud();
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  await signIn(core, await confirmedUser(core, controlOf(cloud)));
  await core.profile.change({ termsAccepted: true });
  vault = memoryVault();
  alarms = 0;
  changed = 0;
  later = 0;
  lists = 0;
  pushed = [];
  way = Promise.resolve();
  const alarm = {
    set: () => void alarms++,
    clear() {
      alarms = 0;
    },
  };
  retry = createRetryTimer(alarm, Math.random, () => true);
  tasks = startTasks();
});

/** As a background that has just been started. @param signal aborted once the account is left */
function startTasks(signal = core.session.lease().signal): Tasks {
  retry.onDue(() => tasks.resume());
  return createTasks({
    vault: accountVault(vault, key(), signal),
    signal,
    service: {
      async delta(since) {
        const delta = await core.tasks.delta(since);
        lists += 1;
        await way;
        return delta;
      },
      send: async (...change) => {
        await way;
        return core.tasks.send(...change);
      },
    },
    today: () => today,
    now: () => Date.now() + later,
    retry,
    push(push) {
      if (push.kind === 'tasks') pushed.push(...push.upserted.map(({ taskId }) => taskId), ...push.removed);
    },
    pushToPages: () => {},
    changed: () => void changed++,
    whileSending: (send) => send(async () => null),
  });
}

function creation(name: string): Change {
  const [taskId, changeId] = [crypto.randomUUID(), crypto.randomUUID()];
  const body = { taskId, changeId, name, project: 'QA', due: '', description: '', createdOn: today };
  return { kind: 'create', taskId, changeId, body };
}
const idsOf = ({ taskId }: Change) => ({ taskId, changeId: crypto.randomUUID() });
const deletion = (taskId: string): Change => ({
  kind: 'delete',
  taskId,
  changeId: crypto.randomUUID(),
  until: Date.now() + later + undoTime,
});
const key = () => core.session.state.account?.key ?? '';
const namesOnServer = async () => (await core.tasks.list()).map(({ name }) => name).sort();

describe('tasks', () => {
  it('are read from the server once, whoever asks first, when nothing is known of them here', async () => {
    await core.tasks.send(creation('made elsewhere'), 1);
    const [{ open }, all] = await Promise.all([tasks.summary(), tasks.all()]);
    expect(open).toBe(1);
    expect(all.map(({ name }) => name)).toEqual(['made elsewhere']);
    await tasks.summary();
    expect(lists).toBe(1);
  });

  it('that an ended session left unsent go out when its account signs in again', async () => {
    await (await loadAccountTasks(accountVault(vault, key()))).enqueue(creation('left behind'));
    tasks.resume();
    await vi.waitFor(async () => expect(await namesOnServer()).toEqual(['left behind']), soon);
    expect(changed).toBeGreaterThan(0);
    await vi.waitFor(() => expect(alarms).toBe(0), soon);
  });

  it('that were discarded at a sign-out are not sent, though the same account comes back', async () => {
    let open = () => {};
    way = new Promise((resolve) => {
      open = resolve;
    });
    const leaving = new AbortController();
    tasks = startTasks(leaving.signal);
    for (const name of ['on its way', 'discarded']) await tasks.change(creation(name));
    leaving.abort(new CodedError('sessionChanged'));
    await vault.forget(key());
    tasks = startTasks();
    open();
    expect(await tasks.flush()).toBe(true);
    await vi.waitFor(async () => expect(await namesOnServer()).toEqual(['on its way']), soon);
  });

  it('of an account that was left while they were asked for are not taken in', async () => {
    let open = () => {};
    way = new Promise((resolve) => {
      open = resolve;
    });
    await core.tasks.send(creation('of the first account'), 1);
    const account = key();
    const late = tasks.refresh();
    await vi.waitFor(() => expect(lists).toBe(1), soon);
    await core.session.signOut();
    open();
    await expect(late).rejects.toMatchObject({ code: 'sessionChanged' });
    expect(await vault.all(account, 'tasks')).toEqual(new Map());
  });

  it('that were written when the background was stopped, before it could tell the screens, are told by the next one', async () => {
    const one = creation('one');
    const account = key();
    const written = await loadAccountTasks(accountVault(vault, account));
    await written.enqueue(one);
    await tasks.page(0);
    expect(pushed).toEqual([one.taskId]);
    expect(await tasks.flush()).toBe(true);

    const saved = await loadAccountTasks(accountVault(vault, account));
    await saved.enqueue(deletion(one.taskId));
    pushed = [];
    tasks = startTasks();
    await tasks.page(0);
    expect(pushed).toEqual([one.taskId]);
  });

  it('that are deleted are held back, by an alarm too, while others go out; and come back when asked in time', async () => {
    const [one, two] = [creation('one'), creation('two')];
    await tasks.change(one, two);
    await tasks.change(deletion(one.taskId));
    await tasks.change({ kind: 'complete', ...idsOf(two), completedOn: today });
    await vi.waitFor(
      async () => expect((await core.tasks.list()).some((task) => task.completed)).toBe(true),
      soon,
    );
    expect(await namesOnServer()).toEqual(['one', 'two']);
    expect((await tasks.all()).map(({ name }) => name)).toEqual(['two']);
    expect(alarms).toBeGreaterThan(0);

    tasks = startTasks();
    expect((await tasks.page(0)).deleting).toMatchObject([{ taskId: one.taskId, name: 'one' }]);
    await tasks.restore([one.taskId]);
    expect((await tasks.page(0)).deleting).toEqual([]);
    expect((await tasks.all()).map(({ name }) => name)).toEqual(['one', 'two']);
    expect(await tasks.flush()).toBe(true);
    expect(await namesOnServer()).toEqual(['one', 'two']);
  });

  it('that are deleted are gone once their time is over, or as soon as everything has to be sent', async () => {
    const [one, two] = [creation('one'), creation('two')];
    await tasks.change(one, two);
    await tasks.change(deletion(one.taskId));
    later = undoTime;
    retry.alarmRang();
    await vi.waitFor(async () => expect(await namesOnServer()).toEqual(['two']), soon);
    await expect(tasks.restore([one.taskId])).rejects.toMatchObject({ code: 'taskNotFound' });

    await tasks.change(deletion(two.taskId));
    expect(await tasks.flush()).toBe(true);
    expect(await namesOnServer()).toEqual([]);
  });

  it('that are deleted are sent at a sign-out without a question, unless there is more to send', async () => {
    const one = creation('one');
    await tasks.change(one);
    expect(await tasks.flush()).toBe(true);
    await tasks.change(deletion(one.taskId));
    await tasks.sendDeletions();
    expect(await tasks.unsent()).toBe(0);
    expect(await namesOnServer()).toEqual([]);
  });

  it('set no alarm for a guest, who has nothing to send', async () => {
    await core.session.signOut();
    retry.alarmRang();
    expect(alarms).toBe(0);
  });
});
