import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  type User,
} from '../world/world.ts';

const coded = (code: string) => expect.objectContaining({ code });
const minute = 60_000;

let cloud: LocalCloud;
let control: Control;
let core: Core;
let ida: User;
let refreshes: number;

// Refresh tokens are rotated here, which makes more races possible.
beforeAll(async () => {
  cloud = await startLocalCloud({ dir: null, context: { rotation: 'on' } });
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  ida = await confirmedUser(core, control);
  await signIn(core, ida);
  refreshes = await control.calls('cognito-idp.GetTokensFromRefreshToken');
});
afterEach(async () => {
  await control.clearFaults();
  await control.post('clock', { offsetMs: 0 });
});

async function letTokensExpire(): Promise<void> {
  await moveClocks(61 * minute);
}
async function moveClocks(offsetMs: number): Promise<void> {
  core.setClock(offsetMs);
  await control.post('clock', { offsetMs });
}
const storedName = async () => (await core.stores.account.get())?.username;
/** Holds the next write of the account's record back, after telling that it has begun. */
function holdRecord(): { begun: Promise<void>; release: () => void } {
  const { set } = core.stores.account;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let tell = () => {};
  const begun = new Promise<void>((resolve) => {
    tell = resolve;
  });
  core.stores.account.set = async (account) => {
    core.stores.account.set = set;
    tell();
    await held;
    await set(account);
  };
  return { begun, release };
}

describe('a refresh', () => {
  it('that ends after a sign-out leaves nothing, and its new token is revoked', async () => {
    await letTokensExpire();
    const revoked = await control.calls('cognito-idp.RevokeToken');
    const { begun, release } = holdRecord();
    const late = core.session.tokens();
    await begun;
    const leaving = core.session.signOut();
    release();
    await expect(late).rejects.toEqual(coded('sessionChanged'));
    await leaving;
    expect(await storedName()).toBeUndefined();
    expect(await core.stores.tokens.get()).toBeNull();
    expect(await control.calls('cognito-idp.RevokeToken')).toBe(revoked + 2);
    core = await core.restart();
    expect(core.session.state).toMatchObject({ account: null, ended: null });
  });

  it('that ends after somebody else has signed in takes nothing from them', async () => {
    const maria = await confirmedUser(core, control);
    await letTokensExpire();
    const { begun, release } = holdRecord();
    const late = core.session.tokens();
    await begun;
    const { epoch } = core.session.state;
    const entering = signIn(core, maria);
    await expect.poll(() => core.session.state.epoch).toBeGreaterThan(epoch);
    release();
    await expect(late).rejects.toEqual(coded('sessionChanged'));
    await entering;
    expect(core.session.state.account?.username).toBe(maria.username);
    expect(await storedName()).toBe(maria.username);
    const running = core;
    core = await core.restart();
    await moveClocks(61 * minute);
    expect(core.session.state.account?.username).toBe(maria.username);
    await core.session.credentials();
    expect(running.left).toMatchObject([{ account: { username: ida.username }, how: 'replaced' }]);
  });

  it('with a dead token ends the session once, for ten callers with one answer', async () => {
    const { refreshToken } = core.session.state.account ?? {};
    await fetch(`${cloud.url}/`, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AWSCognitoIdentityProviderService.RevokeToken',
        'content-type': 'application/x-amz-json-1.1',
      },
      body: JSON.stringify({ ClientId: cloud.configuration.userPoolClientId, Token: refreshToken }),
    });
    await letTokensExpire();
    const calls = Array.from({ length: 10 }, () => core.session.credentials());
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes).toEqual(outcomes.map(() => ({ status: 'rejected', reason: coded('sessionEnded') })));
    expect(await control.calls('cognito-idp.GetTokensFromRefreshToken')).toBe(refreshes + 1);
    expect(core.left).toHaveLength(1);
    expect(core.session.state).toMatchObject({ account: null, ended: 'expired' });
  });
});

describe('a renewal ahead', () => {
  it('is set for some minutes before the expiry, sooner while one is under way, and for never after a sign-out', async () => {
    const inMinutes = () => Math.round(((core.renewal() ?? 0) - Date.now()) / minute);
    expect(inMinutes()).toBe(55);
    await core.session.tokens({ ahead: true });
    expect(await control.calls('cognito-idp.GetTokensFromRefreshToken')).toBe(refreshes);
    await moveClocks(56 * minute);
    const { begun, release } = holdRecord();
    const renewing = core.session.tokens({ ahead: true });
    await begun;
    expect(inMinutes()).toBeLessThanOrEqual(57);
    release();
    await renewing;
    expect(inMinutes()).toBe(56 + 55);

    await moveClocks(115 * minute);
    await control.post('faults', { match: 'cognito-idp.GetTokensFromRefreshToken', kind: 'drop' });
    await expect(core.session.tokens({ ahead: true })).rejects.toEqual(coded('offline'));
    expect(inMinutes()).toBe(115 + 5);
    await core.session.signOut();
    expect(core.renewal()).toBeNull();
  });
});

describe('WI4: tokens of the shortest life', () => {
  it('are renewed a little before their expiry, and not every half minute', async () => {
    await control.post('lifetimes', { idToken: 300, accessToken: 300 });
    await core.session.tokens({ renew: true });
    const refreshed = await control.calls('cognito-idp.GetTokensFromRefreshToken');
    const inSeconds = () => Math.round(((core.renewal() ?? 0) - Date.now()) / 1000);
    expect(inSeconds()).toBeGreaterThan(200);
    await core.session.tokens({ ahead: true });
    expect(await control.calls('cognito-idp.GetTokensFromRefreshToken')).toBe(refreshed);
    await moveClocks(230_000);
    await core.session.tokens({ ahead: true });
    expect(await control.calls('cognito-idp.GetTokensFromRefreshToken')).toBe(refreshed + 1);
    await control.post('lifetimes', {});
  });
});

describe('a rotated refresh token', () => {
  it('takes the place of the old one, which is dead after its grace', async () => {
    const { refreshToken: old } = core.session.state.account ?? {};
    await letTokensExpire();
    await core.session.tokens();
    const { refreshToken } = core.session.state.account ?? {};
    expect(refreshToken).not.toBe(old);
    expect((await core.stores.account.get())?.refreshToken).toBe(refreshToken);
    await moveClocks(125 * minute);
    core = await core.restart();
    await moveClocks(125 * minute);
    await expect(core.session.tokens()).resolves.toMatchObject({ username: ida.username });
  });

  it('that was lost with the worker is asked for again with the old one, within its grace', async () => {
    await letTokensExpire();
    holdRecord(); // the worker is stopped before the record is written
    void core.session.tokens().catch(() => undefined);
    await expect
      .poll(() => control.calls('cognito-idp.GetTokensFromRefreshToken'))
      .toBeGreaterThan(refreshes);
    core = await core.restart();
    await moveClocks(61 * minute + 40_000);
    await expect(core.session.tokens()).resolves.toMatchObject({ username: ida.username });
  });

  it('that was lost for longer ends the session, and says so', async () => {
    await letTokensExpire();
    await control.post('faults', {
      match: 'cognito-idp.GetTokensFromRefreshToken',
      kind: 'drop',
      after: true,
    });
    await expect(core.session.tokens()).rejects.toEqual(coded('offline'));
    await moveClocks(63 * minute);
    await expect(core.session.tokens()).rejects.toEqual(coded('sessionEnded'));
    expect(core.session.state.ended).toBe('expired');
  });
});
