import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { signRequest } from '../../../src/core/api/signer.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  goodPassword,
  signIn,
  startCore,
  startMemoryCloud,
} from '../world/world.ts';

const coded = (code: string) => expect.objectContaining({ code });
const minute = 60_000;

let cloud: LocalCloud;
let control: Control;
let core: Core;

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
});
afterEach(async () => {
  await control.clearFaults();
  await control.post('clock', { offsetMs: 0 });
  await control.post('lifetimes', {});
});

/** Signed in, with counters of calls as they were then. */
async function signedIn(): Promise<{ calls: (name: string) => Promise<number> }> {
  await signIn(core, await confirmedUser(core, control));
  const names = [
    'cognito-idp.InitiateAuth',
    'cognito-identity.GetId',
    'cognito-identity.GetCredentialsForIdentity',
  ];
  const before = new Map(
    await Promise.all(names.map(async (name) => [name, await control.calls(name)] as const)),
  );
  return { calls: async (name) => (await control.calls(name)) - (before.get(name) ?? 0) };
}

describe('registering', () => {
  it('records exactly username, e-mail and preferred username', async () => {
    const { username, email } = await confirmedUser(core, control);
    const users = (await control.get('users')) as {
      username: string;
      status: string;
      attributes: Record<string, string>;
    }[];
    const user = users.find((one) => one.username === username);
    expect(user).toMatchObject({ status: 'CONFIRMED' });
    expect(Object.keys(user?.attributes ?? {}).sort()).toEqual([
      'email',
      'email_verified',
      'preferred_username',
      'sub',
    ]);
    expect(user?.attributes).toMatchObject({ email, preferred_username: username });
  });

  it('says what is wrong: taken name, weak password, wrong code, unknown user', async () => {
    const user = await confirmedUser(core, control);
    await expect(core.userPool.register(user)).rejects.toEqual(coded('usernameTaken'));
    const weak = { username: `${user.username}x`, email: user.email, password: 'short' };
    await expect(core.userPool.register(weak)).rejects.toEqual(coded('passwordRejected'));
    await expect(core.userPool.confirm({ username: user.username, code: '000000' })).rejects.toEqual(
      coded('alreadyConfirmed'),
    );
    await expect(
      core.authentication.start({ flow: 'password', username: 'nobody', password: 'x' }),
    ).rejects.toEqual(coded('userNotFound'));
  });

  it('leaves another user’s e-mail alias alone', async () => {
    const first = await confirmedUser(core, control);
    const second = { username: `${first.username}-2`, email: first.email, password: goodPassword() };
    await core.userPool.register(second);
    const code = await control.codeFor(first.email);
    await expect(core.userPool.confirm({ username: second.username, code })).rejects.toEqual(
      coded('emailTaken'),
    );
    expect(await signIn(core, { username: first.email, password: first.password })).toMatchObject({
      step: 'signedIn',
    });
  });

  it('asks to confirm first when an unconfirmed user signs in', async () => {
    const username = `user-${crypto.randomUUID().slice(0, 8)}`;
    const user = { username, email: `${username}@example.org`, password: goodPassword() };
    await core.userPool.register(user);
    expect(await signIn(core, user)).toEqual({ step: 'confirm' });
  });
});

describe('credentials', () => {
  it('are fetched at the first call, not at sign-in, and kept for the next', async () => {
    const { calls } = await signedIn();
    expect(await calls('cognito-identity.GetId')).toBe(0);
    for (let call = 0; call < 20; call += 1) await core.session.credentials();
    expect(await calls('cognito-identity.GetId')).toBe(1);
    expect(await calls('cognito-identity.GetCredentialsForIdentity')).toBe(1);
  });

  it('are fetched once more when they are about to expire', async () => {
    const { calls } = await signedIn();
    await core.session.credentials();
    core.setClock(59.5 * minute);
    await control.post('clock', { offsetMs: 59.5 * minute });
    await core.session.credentials();
    expect(await calls('cognito-identity.GetCredentialsForIdentity')).toBe(2);
  });

  it('cost one refresh and one fetch, however many ask at once after the expiry', async () => {
    const { calls } = await signedIn();
    core.setClock(61 * minute);
    await control.post('clock', { offsetMs: 61 * minute });
    const all = await Promise.all(Array.from({ length: 10 }, () => core.session.credentials()));
    expect(new Set(all.map(({ accessKeyId }) => accessKeyId)).size).toBe(1);
    expect(await calls('cognito-idp.InitiateAuth')).toBe(1);
    expect(await calls('cognito-identity.GetCredentialsForIdentity')).toBe(1);
  });

  it('sign at the first try with the clock that the sign-in has shown, also in the next worker', async () => {
    core.setClock(20 * minute);
    await signedIn();
    const before = await control.calls('TasksAPI GET /tasks');
    await core.tasks.list();
    core = await core.restart();
    core.setClock(20 * minute);
    await core.tasks.list();
    expect(await control.calls('TasksAPI GET /tasks')).toBe(before + 2);
  });

  it.each([
    ['a sign-out', () => core.session.signOut()],
    ['the end of the session', () => core.session.end('idle')],
  ])('leave no signing key behind after %s', async (_, leave) => {
    await signedIn();
    const credentials = await core.session.credentials();
    const imports = vi.spyOn(crypto.subtle, 'importKey');
    const importsOf = async () => {
      imports.mockClear();
      const scope = { region: 'eu-west-1', service: 'execute-api', signingDate: new Date('2026-11-21') };
      await signRequest({ method: 'GET', url: 'https://api.example.com/prod/tasks' }, credentials, scope);
      return imports.mock.calls.length;
    };
    const first = await importsOf();
    expect(await importsOf()).toBe(0);
    await leave();
    expect(await importsOf()).toBe(first);
    imports.mockRestore();
  });

  it('need no call after the worker was stopped', async () => {
    const { calls } = await signedIn();
    const before = await core.session.credentials();
    core = await core.restart();
    expect(await core.session.credentials()).toEqual(before);
    expect(await calls('cognito-identity.GetCredentialsForIdentity')).toBe(1);
    expect(await calls('cognito-idp.InitiateAuth')).toBe(0);
  });

  it('belong to an identity of each user, and to the guest’s own', async () => {
    const [a, b] = [await confirmedUser(core, control), await confirmedUser(core, control)];
    const identityOf = async (user?: typeof a) => {
      if (user) await signIn(core, user);
      const { identityId } = await core.session.credentials();
      await core.session.signOut();
      return identityId;
    };
    const guest = await identityOf();
    const [ofA, ofB, ofAAgain] = [await identityOf(a), await identityOf(b), await identityOf(a)];
    expect(new Set([guest, ofA, ofB]).size).toBe(3);
    expect(ofAAgain).toBe(ofA);
    expect(await identityOf()).toBe(guest);
  });

  it('are right with a clock that is twenty minutes off, either way', async () => {
    for (const offset of [20 * minute, -20 * minute]) {
      core = await startCore(cloud);
      core.setClock(offset);
      await expect(core.tasks.projects()).resolves.toEqual([]);
      await signIn(core, await confirmedUser(core, control));
      await expect(core.tasks.list()).resolves.toEqual([]);
    }
  });
});

describe('a session', () => {
  it('ends when the refresh token is dead, and the guest may go on', async () => {
    await signedIn();
    const { refreshToken = '' } = core.session.state.account ?? {};
    await fetch(`${cloud.url}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSCognitoIdentityProviderService.RevokeToken',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify({ ClientId: cloud.configuration.userPoolClientId, Token: refreshToken }),
    });
    core.setClock(61 * minute);
    await control.post('clock', { offsetMs: 61 * minute });
    await expect(core.session.credentials()).rejects.toEqual(coded('sessionEnded'));
    expect(core.session.state).toMatchObject({ account: null, ended: 'expired' });
    expect(core.left).toMatchObject([{ how: 'ended' }]);
    await expect(core.tasks.projects()).resolves.toEqual([]);
  });

  it.each([
    ['fails', { kind: 'fail', status: 500, type: 'InternalErrorException' }, 'serverError'],
    ['is throttled', { kind: 'fail', status: 400, type: 'TooManyRequestsException' }, 'throttled'],
    ['drops the connection', { kind: 'drop' }, 'offline'],
    ['answers garbage', { kind: 'garble' }, 'badAnswer'],
  ])('goes on when the user pool %s during a refresh', async (_, fault, code) => {
    await signedIn();
    core.setClock(61 * minute);
    await control.post('clock', { offsetMs: 61 * minute });
    await control.post('faults', { match: 'cognito-idp.InitiateAuth', times: 1, ...fault });
    await expect(core.session.credentials()).rejects.toEqual(coded(code));
    expect(core.session.state.account).not.toBeNull();
    await expect(core.session.credentials()).resolves.toMatchObject({
      owner: core.session.state.account?.sub,
    });
  });

  it('that signs out while a refresh is under way takes nothing of its answer', async () => {
    await signedIn();
    core.setClock(61 * minute);
    await control.post('clock', { offsetMs: 61 * minute });
    const late = core.session.credentials();
    const signingOut = core.session.signOut();
    await expect(late).rejects.toEqual(coded('sessionChanged'));
    await signingOut;
    expect(await core.stores.tokens.get()).toBeNull();
    expect(await core.stores.credentials.get()).toBeNull();
    expect(await core.stores.account.get()).toBeNull();
  });

  it('that signs out lets nothing begin for its account from that moment on', async () => {
    await signedIn();
    const { set } = core.stores.epoch;
    let late: Promise<{ owner: string | null }> | undefined;
    core.stores.epoch.set = async (epoch) => {
      late ??= core.session.credentials();
      await set(epoch);
    };
    await core.session.signOut();
    expect((await late)?.owner).toBeNull();
    expect((await core.stores.credentials.get())?.owner).toBeNull();
  });

  it('that is just beginning takes nothing of what was begun for the guest', async () => {
    const user = await confirmedUser(core, control);
    const { set } = core.stores.epoch;
    let late: Promise<unknown> | undefined;
    core.stores.epoch.set = async (epoch) => {
      late ??= core.session.credentials();
      late.catch(() => undefined); // looked at below, when it has come to its end
      await set(epoch);
    };
    await signIn(core, user);
    const { owner } = await core.session.credentials();
    expect(owner).toBe(core.session.state.account?.sub);
    await expect(late).rejects.toEqual(coded('sessionChanged'));
  });

  it('that is overtaken while it is being stored leaves nothing, and its token is revoked', async () => {
    const user = await confirmedUser(core, control);
    const revoked = await control.calls('cognito-idp.RevokeToken');
    const { set } = core.stores.account;
    core.stores.account.set = async (account) => {
      await core.session.raiseEpoch();
      await set(account);
    };
    await expect(signIn(core, user)).rejects.toEqual(coded('sessionChanged'));
    expect(core.session.state.account).toBeNull();
    expect(await core.stores.account.get()).toBeNull();
    expect(await core.stores.tokens.get()).toBeNull();
    expect(await control.calls('cognito-idp.RevokeToken')).toBe(revoked + 1);
  });

  it('begun twice at once has one outcome, and the loser’s token is revoked', async () => {
    const [a, b] = [await confirmedUser(core, control), await confirmedUser(core, control)];
    const revoked = await control.calls('cognito-idp.RevokeToken');
    const outcomes = await Promise.allSettled([signIn(core, a), signIn(core, b)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: coded('sessionChanged'),
    });
    expect(await control.calls('cognito-idp.RevokeToken')).toBe(revoked + 1);
  });

  it('leaves nothing to whoever comes after a worker that was stopped half-way through a sign-out', async () => {
    await signedIn();
    await core.session.credentials();
    await core.stores.account.remove();
    core = await core.restart();
    expect(core.session.state).toMatchObject({ account: null, tokens: null, credentials: null });
    expect(await core.stores.tokens.get()).toBeNull();
    expect(await core.stores.credentials.get()).toBeNull();
  });

  it('revokes its token at sign-out', async () => {
    await signedIn();
    const { refreshToken = '' } = core.session.state.account ?? {};
    await core.session.signOut();
    const answer = await fetch(`${cloud.url}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify({
        ClientId: cloud.configuration.userPoolClientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: refreshToken },
      }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'NotAuthorizedException' });
  });

  it('can be ended everywhere', async () => {
    const user = await confirmedUser(core, control);
    await signIn(core, user);
    const other = await startCore(cloud);
    await signIn(other, user);
    await core.session.signOut({ everywhere: true });
    other.setClock(61 * minute);
    await control.post('clock', { offsetMs: 61 * minute });
    await expect(other.session.credentials()).rejects.toEqual(coded('sessionEnded'));
  });

  it('signs out here even when the user pool can’t be reached', async () => {
    await signedIn();
    await control.post('faults', { match: 'cognito-idp.RevokeToken', kind: 'drop', times: 5 });
    await core.session.signOut();
    expect(core.session.state.account).toBeNull();
  });

  it('is nobody’s after a sign-out: tasks are refused here, the dashboard is the guest’s', async () => {
    await signedIn();
    await core.tasks.list();
    await core.session.signOut();
    await expect(core.session.tokens()).rejects.toEqual(coded('signInRequired'));
    await expect(core.tasks.list()).rejects.toEqual(coded('signInRequired'));
    await expect(core.tasks.projects()).resolves.toEqual([]);
    expect(core.session.state.credentials?.owner).toBeNull();
  });
});
