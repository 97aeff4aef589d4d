/** A call for one account is never made as another, even if somebody signs out and in meanwhile. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Device, imported, noMoreDevices, startDevice, useDevices } from './device.ts';
import { type Exchange, type Person, wordsOf } from './fake-cloud.ts';

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

/** Holds the requests of an operation back; from `later` on they go that way. */
function hold(operation: string, later: 'answer' | 'fail' | 'expired' = 'answer'): void {
  let holding = true;
  device.cloud.way = (request) => {
    if (request.operation !== operation || request.cloud !== 'home') return 'answer';
    if (holding) return 'hold';
    device.cloud.way = () => 'answer';
    return later;
  };
  release = () => {
    holding = false;
    device.cloud.release();
  };
}
let release = () => {};

async function switchTo(person: Person): Promise<void> {
  await device.ask('account.signOut', { unsent: 'discard' });
  await device.signIn(person);
  await device.settle();
}

const as = (person: Person, operation: string) =>
  device.cloud.exchanges.filter(
    (request) => request.authority?.who === person && request.operation === operation,
  );
const misdirected = () =>
  device.cloud.exchanges.filter(({ authority, cloud }: Exchange) => authority && authority.cloud !== cloud);
/** Looked at later: it must not count as unhandled until then. */
const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('AU1: a deletion of an account', () => {
  it('stops when its person leaves, touches nothing of who comes, and goes on when they are back', async () => {
    hold('DELETE /profile');
    const deleted = outcomeOf(device.ask('ownAccount.delete', { sub: 'ada' }));
    await device.settle();
    await switchTo('ben');
    release();
    await device.settle();
    expect(as('ben', 'DELETE /profile')).toEqual([]);
    expect(as('ben', 'DeleteUser')).toEqual([]);
    expect(await deleted).toEqual(coded('sessionChanged'));
    expect(device.cloud.row('home', 'ada').gone).toBe(false);

    await switchTo('ada');
    await device.settle();
    expect(device.cloud.row('home', 'ada').gone).toBe(true);
    expect(device.cloud.row('home', 'ben')).toMatchObject({ gone: false, parts: 2 });
    expect(await device.session()).toMatchObject({ account: null, signInStep: { note: 'deleted' } });
  });

  it('is refused when it was asked for by a screen that shows another account', async () => {
    await switchTo('ben');
    await expect(device.ask('ownAccount.delete', { sub: 'ada' })).rejects.toEqual(coded('sessionChanged'));
    await device.settle();
    expect(device.cloud.row('home', 'ben')).toMatchObject({ gone: false, parts: 2 });
  });

  it('stops if the server finds no end, and goes on at the next start', async () => {
    device.cloud.row('home', 'ada').parts = Number.POSITIVE_INFINITY;
    await expect(device.ask('ownAccount.delete', { sub: 'ada' })).rejects.toEqual(coded('serverError'));
    expect(as('ada', 'DeleteUser')).toEqual([]);
    device.cloud.row('home', 'ada').parts = 1;
    await device.restart();
    await device.session();
    await device.settle();
    expect(device.cloud.row('home', 'ada').gone).toBe(true);
  });

  it('of two accounts ends both', async () => {
    hold('DELETE /profile');
    const first = outcomeOf(device.ask('ownAccount.delete', { sub: 'ada' }));
    await device.settle();
    await switchTo('ben');
    const second = outcomeOf(device.ask('ownAccount.delete', { sub: 'ben' }));
    await device.settle();
    release();
    await device.settle();
    expect(await first).toEqual(coded('sessionChanged'));
    expect(await second).toBeNull();
    expect(device.cloud.row('home', 'ben').gone).toBe(true);
    expect(device.cloud.row('home', 'ada').gone).toBe(false);
    await device.signIn('ada');
    await device.settle();
    expect(device.cloud.row('home', 'ada').gone).toBe(true);
  });
});

it('AU2: a change that the server fails to take is not tried again as somebody else', async () => {
  hold('POST /tasks', 'fail');
  await device.ask('tasks.create', { name: wordsOf('ada', 'one') });
  await device.settle();
  await switchTo('ben');
  release();
  await device.settle();
  expect(as('ben', 'POST /tasks')).toEqual([]);
  expect(device.cloud.tasksOf('home', 'ben')).toEqual([]);
});

describe('AU3: a change of an account', () => {
  it.each([
    [
      'UpdateUserAttributes',
      () => device.ask('ownAccount.change', { sub: 'ada', attributes: { name: 'ada~name' } }),
    ],
    [
      'VerifyUserAttribute',
      () => device.ask('ownAccount.verify', { sub: 'ada', attribute: 'email', code: '123456' }),
    ],
    [
      'ChangePassword',
      () =>
        device.ask('ownAccount.changePassword', { sub: 'ada', current: 'ada~before', password: 'ada~after' }),
    ],
    [
      'VerifySoftwareToken',
      () => device.ask('ownAccount.confirmAuthenticator', { sub: 'ada', code: '123456' }),
    ],
    [
      'SetUserMFAPreference',
      () => device.ask('ownAccount.useFactors', { sub: 'ada', used: ['authenticator'], preferred: null }),
    ],
  ])(
    'by %s whose token is refused is not made in the account of who is here by then',
    async (name, change) => {
      hold(name, 'expired');
      const changed = outcomeOf(change());
      await device.settle();
      await switchTo('ben');
      release();
      await device.settle();
      expect(as('ben', name)).toEqual([]);
      expect(await changed).toEqual(coded('sessionChanged'));
    },
  );

  it('of several steps does not go on as somebody else', async () => {
    hold('VerifySoftwareToken');
    const changed = outcomeOf(device.ask('ownAccount.confirmAuthenticator', { sub: 'ada', code: '123456' }));
    await device.settle();
    await switchTo('ben');
    release();
    await device.settle();
    expect(as('ben', 'SetUserMFAPreference')).toEqual([]);
    expect(await changed).toEqual(coded('sessionChanged'));
  });
});

describe('AU4: what was begun with one configuration', () => {
  it.each(['GET /profile', 'PUT /profile'])(
    'is not tried again with the tokens of the next (%s)',
    async (name) => {
      hold(name, 'expired');
      const asked = outcomeOf(
        name === 'GET /profile' ? device.ask('profile.get') : device.ask('profile.acceptTerms'),
      );
      await device.settle();
      await device.ask('configuration.import', { configuration: imported('other') });
      await device.signIn('ada');
      await device.settle();
      release();
      await device.settle();
      expect(misdirected()).toEqual([]);
      expect(await asked).toEqual(coded('sessionChanged'));
    },
  );

  it('a step of signing in is not answered to the next one', async () => {
    await device.ask('account.signOut', {});
    const pending = {
      typed: 'ada',
      keep: true,
      username: 'ada',
      session: 'ada~session',
      challenge: { kind: 'newPassword', attributes: [] },
    };
    device.browser.session.challenge = pending;
    await device.restart();
    await device.ask('configuration.import', { configuration: imported('other') });
    await outcomeOf(
      device.ask('account.answerChallenge', { kind: 'newPassword', password: 'ada~secret', attributes: {} }),
    );
    expect(device.cloud.exchanges.filter(({ body }) => body.includes('ada~secret'))).toEqual([]);
  });
});

describe('AU5: who comes', () => {
  it('waits for no call of who was here before', async () => {
    device.cloud.way = ({ authority, operation }) =>
      authority?.who === 'ada' && operation !== 'RevokeToken' ? 'hold' : 'answer';
    await device.ask('tasks.create', { name: wordsOf('ada', 'one') });
    const late = [device.ask('tasks.refresh'), device.ask('profile.get')].map(outcomeOf);
    const dashboard = device.ask('projects.refresh');
    await device.settle();
    await device.ask('account.signOut', { unsent: 'discard' });
    await device.ask('projects.refresh');
    await device.signIn('ben');
    device.cloud.row('home', 'ben').tasks.set('one', {
      ...{ taskId: '11111111-1111-4111-8111-111111111111', name: 'ben~one', project: 'N/A', due: '' },
      ...{ description: '', createdOn: '2026-11-20', completed: false, completedOn: '', version: 1 },
    });
    await device.ask('tasks.refresh');
    expect((await device.ask('tasks.page', { from: 0 })).tasks).toMatchObject([{ name: 'ben~one' }]);
    await device.ask('projects.refresh');
    await device.ask('tasks.create', { name: wordsOf('ben', 'two') });
    await device.settle();
    expect(device.cloud.tasksOf('home', 'ben')).toHaveLength(2);
    // Nobody is left waiting for an answer that does not come.
    expect(device.cloud.held()).toEqual([]);
    expect(await Promise.all(late)).toEqual(late.map(() => coded('sessionChanged')));
    // It is everybody's: whoever is here now sees it.
    expect(await dashboard).toMatchObject({ projects: [] });
  });
});

describe('AU6: what is kept for an account whose session ended', () => {
  beforeEach(async () => {
    device.cloud.way = ({ operation }) => (operation === 'POST /tasks' ? 'drop' : 'answer');
    await device.ask('tasks.create', { name: wordsOf('ada', 'unsent') });
    await device.settle();
    device.cloud.endSessions('ada');
    vi.advanceTimersByTime(2 * hours);
    await outcomeOf(device.ask('tasks.refresh'));
    await device.settle();
    expect(await device.session()).toMatchObject({ account: null, ended: 'expired' });
    device.cloud.way = () => 'answer';
  });

  it('is sent to no other cloud, though it knows a person by the same id', async () => {
    await device.ask('configuration.import', { configuration: imported('twin') });
    await device.signIn('ada');
    await device.settle();
    expect((await device.ask('tasks.page', { from: 0 })).tasks).toEqual([]);
    expect(
      device.cloud.exchanges.filter(({ cloud, body }) => cloud === 'twin' && body.includes('ada~')),
    ).toEqual([]);

    await device.ask('configuration.import', { configuration: imported('home') });
    await device.signIn('ada');
    await device.settle();
    expect(device.cloud.tasksOf('home', 'ada')).toMatchObject([{ name: 'ada~unsent' }]);
  });

  it.each(['tasks', 'pool', 'identity'])('is bound to its %s address', async (service) => {
    const text = JSON.stringify(imported('home')).replace(
      `https://${service}.home.`,
      `https://${service}.twin.`,
    );
    await device.ask('configuration.import', { configuration: JSON.parse(text) });
    await device.signIn('ada').catch(() => {});
    await device.settle();
    expect(
      device.cloud.exchanges
        .filter(({ body }) => body.includes('ada~unsent') && body.includes('changeId'))
        .map(({ cloud }) => cloud),
    ).not.toContain('twin');
    expect(device.cloud.tasksOf('home', 'ada')).toEqual([]);
  });
});
