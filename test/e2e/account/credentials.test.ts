import { expect, it } from 'vitest';
import { createAccount, createSignedIn, openDesk, signInForAMoment } from '../world/accounts.ts';
import { ask, send } from '../world/ask.ts';
import { inChromium } from '../world/each-browser.ts';

inChromium('credentials', (world) => {
  it('are fetched by the first request, not by the sign-in, and then kept', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    expect(await identityCalls()).toEqual([0, 0]);

    await ask(desk, 'tasks.refresh');
    expect(await identityCalls()).toEqual([1, 1]);

    await browser.stopBackground();
    for (let request = 0; request < 5; request += 1) await ask(desk, 'tasks.refresh');
    expect(await identityCalls()).toEqual([1, 1]);

    async function identityCalls(): Promise<number[]> {
      const calls = await control.calls();
      return ['GetId', 'GetCredentialsForIdentity'].map((name) => calls[`cognito-identity.${name}`] ?? 0);
    }
  });

  it('are refreshed once, however many requests wait for them', async () => {
    const { control } = world();
    const desk = await openDesk(world());
    await signInForAMoment(world(), desk);
    await control.lifetimes({});
    const before = (await control.calls())['cognito-idp.InitiateAuth'] ?? 0;
    await Promise.all(Array.from({ length: 10 }, () => ask(desk, 'tasks.refresh')));
    const after = await control.calls();
    expect((after['cognito-idp.InitiateAuth'] ?? 0) - before).toBe(1);
    expect(after['cognito-identity.GetCredentialsForIdentity']).toBe(1);
  });

  it('end with a dead refresh token: the person is told, and the dashboard still works', async () => {
    const { browser, control } = world();
    const desk = await openDesk(world());
    await signInForAMoment(world(), desk);
    await control.fault({
      match: 'cognito-idp.InitiateAuth',
      kind: 'fail',
      status: 400,
      type: 'NotAuthorizedException',
      times: 1,
    });
    const panel = await browser.openPanel();
    await panel.waitForText('Your session has ended. Please sign in again.');
    await ask(desk, 'projects.refresh');
    expect(await ask(desk, 'session.get')).toMatchObject({ account: null, ended: 'expired' });
    await expect.poll(() => desk.evaluate(() => chrome.action.getBadgeText({}))).toBe('');
  });

  it('that end by themselves leave unsent changes to their person, unseen by whoever signs in next', async () => {
    const { control } = world();
    const desk = await openDesk(world());
    const { username, password } = await signInForAMoment(world(), desk);
    await control.fault({
      match: 'cognito-idp.InitiateAuth',
      kind: 'fail',
      status: 400,
      type: 'NotAuthorizedException',
      times: 1,
    });
    await ask(desk, 'tasks.create', { name: 'Left behind' });
    await expect.poll(async () => (await ask(desk, 'session.get')).ended).toBe('expired');
    await control.lifetimes({});

    await createSignedIn(world(), desk);
    await ask(desk, 'tasks.refresh');
    expect((await ask(desk, 'tasks.page', { from: 0 })).total).toBe(0);
    await ask(desk, 'account.signOut', {});
    await ask(desk, 'account.signIn', { username, password });
    await expect.poll(async () => (await ask(desk, 'session.get')).unsent).toBe(0);
    await ask(desk, 'tasks.refresh');
    const { tasks } = await ask(desk, 'tasks.page', { from: 0 });
    expect(tasks.map(({ name }) => name)).toEqual(['Left behind']);
  });

  it('survive a network that fails: nobody is signed out by it', async () => {
    const { control } = world();
    const desk = await openDesk(world());
    const { username } = await signInForAMoment(world(), desk);
    await control.lifetimes({});
    await control.fault({ match: 'cognito-idp.InitiateAuth', kind: 'drop', times: 20 });
    expect(await send(desk, 'tasks.refresh')).toMatchObject({ ok: false, error: { code: 'offline' } });
    expect((await ask(desk, 'session.get')).account?.username).toBe(username);
    await control.noFaults();
    await ask(desk, 'tasks.refresh');
  });

  it('of a guest and of each user are separate identities', async () => {
    const desk = await openDesk(world());
    const identity = async () => {
      await ask(desk, 'projects.refresh');
      return (await ask(desk, 'session.get')).identityId;
    };
    const signIn = ({ username, password }: { username: string; password: string }) =>
      ask(desk, 'account.signIn', { username, password });
    const [first, second] = [await createAccount(world(), desk), await createAccount(world(), desk)];

    const guest = await identity();
    await signIn(first);
    const ofFirst = await identity();
    await ask(desk, 'account.signOut', {});
    await signIn(second);
    const ofSecond = await identity();
    await ask(desk, 'account.signOut', {});
    await signIn(first);
    expect(await identity()).toBe(ofFirst);
    expect(new Set([guest, ofFirst, ofSecond]).size).toBe(3);
  });
});
