import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { restoreUnfinished, type Unfinished } from '../../../src/background/account/sign-in-step.ts';
import { createRegistration, type Registration } from '../../../src/background/account/sign-up.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import {
  type Control,
  type Core,
  controlOf,
  goodPassword,
  memoryItem,
  startCore,
  startMemoryCloud,
} from './world.ts';

const coded = (code: string) => expect.objectContaining({ code });

let cloud: LocalCloud;
let control: Control;
let core: Core;
let restart: () => Promise<void>;
let registration: Registration;
let unfinished: Unfinished;

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  const stores = { unfinished: memoryItem<never>(), sent: memoryItem<never>() };
  restart = async () => {
    unfinished = await restoreUnfinished(stores.unfinished, () => {});
    registration = createRegistration(unfinished, stores.sent, () => core.userPool, Date.now);
  };
  await restart();
});
afterEach(() => control.clearFaults());

function somebody() {
  const username = `user-${crypto.randomUUID().slice(0, 8)}`;
  return { username, email: `${username}@example.org`, password: goodPassword() };
}

describe('a registration', () => {
  it('goes on at the confirm step after the worker was stopped, without the password', async () => {
    const person = somebody();
    const { destination } = await registration.register(person);
    expect(destination).toMatch(/^.\*+@.\*+$/);
    await restart();
    expect(unfinished.step()).toMatchObject({
      step: 'confirm',
      username: person.username,
      destination,
    });
    expect(JSON.stringify(unfinished.step())).not.toContain(person.password);
  });

  it('sent twice because its first answer was lost is the same registration', async () => {
    const person = somebody();
    await control.post('faults', { match: 'cognito-idp.SignUp', kind: 'drop', after: true });
    await expect(registration.register(person)).rejects.toEqual(coded('offline'));
    await restart();
    expect(unfinished.step()).toEqual({
      step: 'register',
      username: person.username,
      email: person.email,
      attributes: {},
    });
    await registration.register(person);
    expect(unfinished.step()).toMatchObject({ step: 'confirm' });
    const code = await control.codeFor(person.email);
    await registration.confirm({ username: person.username, code });
    expect(unfinished.step()).toEqual({ step: 'signIn', username: person.username, note: 'confirmed' });
  });

  it('tells the user pool what else it wants to know, and nothing that was left empty', async () => {
    const person = { ...somebody(), attributes: { name: 'Ida Example', nickname: '' } };
    await registration.register(person);
    const users = (await control.get('users')) as { username: string; attributes: object }[];
    const { attributes } = users.find(({ username }) => username === person.username) ?? {};
    expect(attributes).toMatchObject({ name: 'Ida Example' });
    expect(attributes).not.toHaveProperty('nickname');
  });

  it('with a name that somebody else has stays where it is', async () => {
    const [first, second] = [somebody(), somebody()];
    await registration.register(first);
    const taken = { ...second, username: first.username };
    for (let time = 0; time < 2; time += 1)
      await expect(registration.register(taken)).rejects.toEqual(coded('usernameTaken'));
    expect(unfinished.step()).toMatchObject({ step: 'register', email: second.email });
  });

  it('is confirmed once, however often the code is sent', async () => {
    const person = somebody();
    await registration.register(person);
    const code = await control.codeFor(person.email);
    const wrong = code === '111111' ? '222222' : '111111';
    await expect(registration.confirm({ ...person, code: wrong })).rejects.toEqual(coded('codeMismatch'));
    await control.post('faults', { match: 'cognito-idp.ConfirmSignUp', kind: 'drop', after: true });
    await expect(registration.confirm({ ...person, code })).rejects.toEqual(coded('offline'));
    await expect(registration.confirm({ ...person, code })).resolves.toEqual({ username: person.username });
    await expect(registration.resendCode(person)).rejects.toEqual(coded('alreadyConfirmed'));
  });

  it('left unconfirmed is taken up again at a sign-in, with a new mail', async () => {
    const person = somebody();
    await registration.register(person);
    await unfinished.remember(null);
    const before = await control.calls('cognito-idp.ResendConfirmationCode');
    await registration.confirmFirst(person.username);
    expect(await control.calls('cognito-idp.ResendConfirmationCode')).toBe(before + 1);
    expect(unfinished.step()).toMatchObject({ step: 'confirm', username: person.username });
  });
});
