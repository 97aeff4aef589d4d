/**
 * Unsent work is lost only if its owner says so: not by a policy, a broken file, a strange answer or another version.
 */
import { forceCloseDatabase } from 'fake-indexeddb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../../../src/background/storage/database.ts';
import { type Device, imported, noMoreDevices, startDevice, useDevices } from './device.ts';
import { configurationOf, type Way, wordsOf } from './fake-cloud.ts';

const coded = (code: string) => expect.objectContaining({ code });
const hours = 60 * 60_000;

let device: Device;
beforeAll(useDevices);
afterAll(noMoreDevices);
beforeEach(async () => {
  device = await startDevice();
  await device.signIn('ada');
  await device.settle();
});

/** Has requests of an operation go that way, all others be answered. */
function go(operation: string, way: Way): void {
  device.cloud.way = (request) => (request.operation === operation ? way : 'answer');
}
const allAnswered = () => {
  device.cloud.way = () => 'answer';
};

async function writeUnsent(text = 'unsent'): Promise<void> {
  go('POST /tasks', 'drop');
  await device.ask('tasks.create', { name: wordsOf('ada', text) });
  await device.settle();
}
/** Its person is back, and the network too: it reaches the server. */
async function arrives(...texts: string[]): Promise<void> {
  allAnswered();
  if (!(await device.session()).account) await device.signIn('ada');
  await device.ask('tasks.refresh');
  await device.settle();
  const names = device.cloud.tasksOf('home', 'ada').map(({ name }) => name);
  expect(names.sort()).toEqual(texts.map((text) => wordsOf('ada', text)).sort());
}

/** As the disk is while nothing runs on it: settings by name, and what is sealed of the one account that is there. */
async function onDisk(
  work: (disk: {
    database: Database;
    account: string;
    vault: import('../../../../src/background/storage/vault.ts').Vault;
  }) => Promise<void>,
): Promise<void> {
  const { openDatabase } = await import('../../../../src/background/storage/database.ts');
  const { createVault } = await import('../../../../src/background/storage/vault.ts');
  const database = await openDatabase();
  const vault = createVault(database);
  const [account = ''] = await vault.accounts();
  await work({ database, account, vault });
}
const writeSetting = (name: string, value: unknown) =>
  onDisk(async ({ database }) => {
    await database(['settings'], (settings) => settings.put(value, name), 'strict');
  });

describe('LO1: unsent changes of somebody who is signed in', () => {
  beforeEach(() => writeUnsent());
  const home = configurationOf('home');

  it.each([
    ['says what is used already', home],
    ['adds a password policy', { ...home, passwordPolicy: { minimumLength: 12 } }],
    ['adds attributes', { ...home, attributes: { required: ['name'], optional: [] } }],
    ['adds the sign-in page', home],
    ['leaves out ProfileAPI', { ...home, apis: { ...home.apis, ProfileAPI: undefined } }],
    ['cannot be read', { ...home, region: 7 }],
    ['is of another cloud', configurationOf('other')],
  ])('are kept when an administrator’s policy %s', async (how, policy) => {
    if (how === 'adds the sign-in page') {
      const { hostedUi: _, ...without } = home;
      device.cloud.file = without;
      await writeSetting('configuration', { from: 'file', configuration: without });
    }
    device.browser.policy = policy;
    await device.restart(true);
    await device.session();
    await device.settle();
    expect(device.cloud.tasksOf('home', 'ada')).toEqual([]);
    device.browser.policy = undefined;
    device.cloud.file = home;
    await device.restart(true);
    await device.session();
    await device.settle();
    await arrives('unsent');
  });

  it('leave their person signed in when the policy says what is used already', async () => {
    device.browser.policy = home;
    await device.restart(true);
    await device.session();
    await device.settle();
    expect(await device.session()).toMatchObject({ account: { username: 'ada' } });
  });

  it.each([
    ['no longer parses', { from: 'import', configuration: { ...home, userPoolId: 7 } }],
    ['is of another version', { version: 9, sources: [home] }],
  ])('are kept when the stored configuration %s', async (_, stored) => {
    await writeSetting('configuration', stored);
    device.cloud.file = null;
    await device.restart(true);
    expect(await device.session()).toMatchObject({ configured: false });
    await device.settle();
    await device.ask('configuration.import', { configuration: imported('home') });
    await arrives('unsent');
  });

  it('are kept when somebody else signs in meanwhile', async () => {
    await device.signIn('ben');
    await device.settle();
    expect(await device.session()).toMatchObject({ account: { username: 'ben' }, departedUnsent: 1 });
    await device.ask('account.settleDepartedUnsent', { unsent: 'keep' });
    await device.ask('account.signOut', {});
    await arrives('unsent');
  });

  it('are kept when their account is said to be gone', async () => {
    device.cloud.row('home', 'ada').gone = true;
    const { way } = device.cloud;
    device.cloud.way = (request) => (request.operation === 'InitiateAuth' ? 'answer' : way(request));
    vi.advanceTimersByTime(2 * hours);
    await device.ask('tasks.refresh').catch(() => {});
    await device.settle();
    device.cloud.row('home', 'ada').gone = false;
    await arrives('unsent');
  });
});

describe('a change that is written in the moment in which', () => {
  /** Whether the change was acknowledged: `how` is begun so many turns after it. */
  async function writeAround(turns: number, how: () => Promise<unknown>) {
    go('POST /tasks', 'drop');
    const created = device.ask('tasks.create', { name: wordsOf('ada', `late ${turns}`) });
    const made = created.then(
      () => true,
      () => false,
    );
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const done = await how().then(
      () => true,
      () => false,
    );
    await device.settle();
    return { made: await made, done };
  }
  const moments = Array.from({ length: 8 }, (_, turns) => turns);

  it.each(moments)('its person signs out is refused or asked about, never lost (%i turns)', async (turns) => {
    const { made, done } = await writeAround(turns, () => device.ask('account.signOut', {}));
    expect({ made, done }).not.toEqual({ made: true, done: true });
  });

  it.each(moments)('a configuration is imported is refused or kept, never lost (%i turns)', async (turns) => {
    const configuration = imported('other');
    const { made, done } = await writeAround(turns, () =>
      device.ask('configuration.import', { configuration }),
    );
    if (done) await device.ask('configuration.import', { configuration: imported('home') });
    await arrives(...(made ? [`late ${turns}`] : []));
  });

  it.each(moments)('a session ends is refused or kept, never lost (%i turns)', async (turns) => {
    device.cloud.endSessions('ada');
    vi.advanceTimersByTime(2 * hours);
    const { made } = await writeAround(turns, () => device.ask('tasks.refresh'));
    await arrives(...(made ? [`late ${turns}`] : []));
  });
});

describe('LO2: an answer that there is no such thing', () => {
  const shown = async () => (await device.ask('tasks.page', { from: 0 })).tasks;

  it('from anybody but our own API takes away neither a new task nor a change of one', async () => {
    go('POST /tasks', 'foreign');
    await device.ask('tasks.create', { name: wordsOf('ada', 'new') });
    await device.settle();
    expect(await shown()).toMatchObject([{ name: 'ada~new', sync: 'waiting' }]);
    await arrives('new');

    const [task] = device.cloud.tasksOf('home', 'ada');
    const taskId = task?.taskId ?? '';
    go(`PUT /tasks/${taskId}`, 'foreign');
    await device.ask('tasks.edit', { taskId, name: wordsOf('ada', 'changed') });
    await device.settle();
    expect(await shown()).toMatchObject([{ name: 'ada~changed', sync: 'waiting' }]);
    await arrives('changed');

    go(`DELETE /tasks/${taskId}`, 'foreign');
    await device.ask('tasks.delete', { taskIds: [taskId] });
    vi.advanceTimersByTime(6000);
    await device.settle();
    expect((await device.session()).unsent).toBe(1);
    await arrives();
  });

  it('takes away no new task whoever gives it', async () => {
    go('POST /tasks', 'missing');
    await device.ask('tasks.create', { name: wordsOf('ada', 'new') });
    await device.settle();
    expect(await shown()).toMatchObject([{ name: 'ada~new', sync: 'waiting' }]);
    await arrives('new');
  });

  it('to the question for the list leaves what is shown', async () => {
    await writeUnsent();
    await arrives('unsent');
    go('GET /tasks', 'foreign');
    await expect(device.ask('tasks.refresh')).rejects.toEqual(coded('badAnswer'));
    expect(await shown()).toHaveLength(1);
  });
});

describe('LO3: storage that fails once', () => {
  it('at a wake is read again at the next question', async () => {
    await writeUnsent();
    await device.restart();
    device.browser.failingReads.push(new Error('The browser is busy.'));
    await expect(device.session()).rejects.toEqual(coded('internal'));
    expect(await device.session()).toMatchObject({ account: { username: 'ada' } });
    await device.settle();

    await device.restart();
    device.failingOpens.push(new Error('Internal error opening backing store.'));
    await expect(device.session()).rejects.toEqual(coded('internal'));
    expect(await device.session()).toMatchObject({ account: { username: 'ada' }, unsent: 1 });
    await arrives('unsent');
  });

  it.each(['without a word', 'by an event'])(
    'as its database was closed %s, is opened again',
    async (how) => {
      await writeUnsent();
      const close = () => {
        const connection = device.connections.at(-1);
        if (how === 'without a word') connection?.close();
        else if (connection) forceCloseDatabase(connection as never); // it is one of its own
      };
      close();
      await device.ask('tasks.create', { name: wordsOf('ada', 'two') }).catch(() => null);
      await device.ask('tasks.keepDraft', {
        draft: { name: wordsOf('ada', 'draft'), project: '', due: '', description: '' },
      });
      close();
      expect(await device.ask('tasks.draft').catch(() => device.ask('tasks.draft'))).toMatchObject({
        name: 'ada~draft',
      });
      close();
      await device.ask('account.signOut', { unsent: 'send' }).catch(() => null);
      expect(await device.session()).toMatchObject({ account: { username: 'ada' } });
      await arrives('unsent', 'two');
    },
  );
});

describe('LO4: a row of another version', () => {
  /** Writes the first unsent change as a later version might, which calls things by other names. */
  const rewriteUnsent = () =>
    onDisk(async ({ account, vault }) => {
      const [[id, row] = ['', null]] = [...(await vault.all(account, 'outbox'))];
      await vault.write(account, [{ kind: 'outbox', id, value: { format: 9, what: row } }]);
    });

  it('among the unsent changes is kept, counted and told, and its number is used by no other', async () => {
    await writeUnsent();
    await device.settle();
    await rewriteUnsent();
    await device.restart();
    await writeUnsent('after');
    expect((await device.session()).unsent).toBe(2);
    expect(await device.ask('tasks.page', { from: 0 })).toMatchObject({
      tasks: [{ name: 'ada~after' }],
      unreadable: 1,
    });
    await arrives('after');
    await onDisk(async ({ account, vault }) => {
      expect([...(await vault.all(account, 'outbox')).values()]).toMatchObject([{ format: 9 }]);
    });
    await expect(device.ask('account.signOut', {})).rejects.toEqual(coded('unsentChanges'));
    await expect(device.ask('account.signOut', { unsent: 'send' })).rejects.toEqual(coded('unsentChanges'));
    await device.ask('account.signOut', { unsent: 'discard' });
    await onDisk(async ({ vault }) => expect(await vault.accounts()).toEqual([]));
  });

  it('among the cached tasks is asked for again', async () => {
    await writeUnsent();
    await arrives('unsent');
    await onDisk(async ({ account, vault }) => {
      const [[id, row] = ['', {}]] = [...(await vault.all(account, 'tasks'))];
      const [[taskId, task] = ['', {}]] = Object.entries(row as Record<string, object>);
      await vault.write(account, [{ kind: 'tasks', id, value: { [taskId]: { ...task, version: 'two' } } }]);
    });
    await device.restart();
    // Nothing has changed there since: it is not in what is new.
    expect((await device.ask('tasks.summary')).open).toBe(1);
  });

  it('with which an account lies takes nothing unsent with it', async () => {
    await writeUnsent();
    await onDisk(async ({ account, vault }) => {
      await vault.write(account, [{ kind: 'account', id: 'record', value: { format: 9 } }]);
    });
    await device.restart(true);
    expect((await device.session()).account).toBeNull();
    await device.settle();
    await arrives('unsent');
  });

  it('with which kept work is listed takes nothing of it', async () => {
    await writeUnsent();
    device.cloud.endSessions('ada');
    vi.advanceTimersByTime(2 * hours);
    await device.ask('tasks.refresh').catch(() => {});
    await device.settle();
    await writeSetting('endedAccounts', ['something', 'else']);
    await device.restart(true);
    await device.session();
    await device.settle();
    await arrives('unsent');
  });

  it('that lies as a draft is read as far as it is one', async () => {
    const draft = { name: wordsOf('ada', 'half'), project: '', due: '', description: '' };
    await device.ask('tasks.keepDraft', { draft });
    await onDisk(async ({ account, vault }) => {
      await vault.write(account, [{ kind: 'draft', id: 'add', value: { name: draft.name, priority: 1 } }]);
    });
    await device.restart();
    expect(await device.ask('tasks.draft')).toEqual(draft);
  });
});

describe('what an older version has stored under the pool’s and the person’s name alone', () => {
  const old = 'eu-west-1_Home/ada';
  /** Moves everything to where it lay then. */
  const asOlder = (signedIn: boolean) =>
    onDisk(async ({ database, account, vault }) => {
      for (const kind of ['account', 'outbox', 'draft', 'tasks', 'fetched', 'reminded']) {
        for (const [id, value] of await vault.all(account, kind))
          await vault.write(old, [
            { kind, id, value: kind === 'account' ? { ...(value as object), key: old } : value },
          ]);
      }
      if (account !== old) await vault.forget(account);
      if (signedIn) await database(['settings'], (settings) => settings.put(old, 'signedIn'), 'strict');
      else
        await database(['settings'], (settings) => settings.put({ [old]: false }, 'endedAccounts'), 'strict');
    });

  it('is found where it lies now, by somebody who is signed in', async () => {
    await writeUnsent();
    await asOlder(true);
    await device.restart(true);
    expect(await device.session()).toMatchObject({ account: { username: 'ada' }, unsent: 1 });
    await arrives('unsent');
  });

  it('is found by somebody whose session had ended, and bound to the addresses that were used', async () => {
    await writeUnsent();
    device.cloud.endSessions('ada');
    vi.advanceTimersByTime(2 * hours);
    await device.ask('tasks.refresh').catch(() => {});
    await device.settle();
    await asOlder(false);
    await device.restart(true);
    await device.session();
    allAnswered();
    await device.ask('configuration.import', { configuration: imported('twin') });
    await device.signIn('ada');
    await device.settle();
    expect(device.cloud.tasksOf('twin', 'ada')).toEqual([]);
    await device.ask('account.signOut', {});
    await device.ask('configuration.import', { configuration: imported('home') });
    await arrives('unsent');
  });
});

describe('LO9: what goes wrong without a code', () => {
  const fault = new Error('QuotaExceededError');

  it('is on the extension’s list of errors', async () => {
    const { session } = device.browser.api.storage;
    const { set } = session;
    session.set = () => Promise.reject(fault);
    await expect(device.ask('session.setIntent', { intent: 'addTask' })).rejects.toEqual(coded('internal'));
    expect(device.errors).toEqual([fault]);
    session.set = set;
  });

  it('is there too when a capture tells of it', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw fault;
    });
    const captured = await device.ask('capture.add', { name: wordsOf('ada', 'one') });
    put.mockRestore();
    expect(captured).toMatchObject({ how: 'failed', error: { code: 'internal' } });
    expect(device.errors).toEqual([fault]);
  });

  it('is not, when it has a code', async () => {
    await expect(device.ask('tasks.edit', { taskId: crypto.randomUUID() })).rejects.toEqual(
      coded('taskNotFound'),
    );
    expect(device.errors).toEqual([]);
  });
});
