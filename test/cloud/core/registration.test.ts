import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Registration, restoreRegistration } from '../../../src/background/registration.ts';
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
let restart: () => Promise<Registration>;
let registration: Registration;

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  const stores = { unfinished: memoryItem<never>(), sent: memoryItem<never>() };
  restart = () =>
    restoreRegistration(
      stores,
      () => core.userPool,
      Date.now,
      () => {},
    );
  registration = await restart();
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
    registration = await restart();
    expect(registration.unfinished()).toMatchObject({
      step: 'confirm',
      username: person.username,
      destination,
    });
    expect(JSON.stringify(registration.unfinished())).not.toContain(person.password);
  });

  it('sent twice because its first answer was lost is the same registration', async () => {
    const person = somebody();
    await control.post('faults', { match: 'cognito-idp.SignUp', kind: 'drop', after: true });
    await expect(registration.register(person)).rejects.toEqual(coded('offline'));
    registration = await restart();
    expect(registration.unfinished()).toEqual({
      step: 'register',
      username: person.username,
      email: person.email,
    });
    await registration.register(person);
    expect(registration.unfinished()).toMatchObject({ step: 'confirm' });
    const code = await control.codeFor(person.email);
    await registration.confirm({ username: person.username, code });
    expect(registration.unfinished()).toEqual({ step: 'signIn', username: person.username, confirmed: true });
  });

  it('with a name that somebody else has stays where it is', async () => {
    const [first, second] = [somebody(), somebody()];
    await registration.register(first);
    const taken = { ...second, username: first.username };
    for (let time = 0; time < 2; time += 1)
      await expect(registration.register(taken)).rejects.toEqual(coded('usernameTaken'));
    expect(registration.unfinished()).toMatchObject({ step: 'register', email: second.email });
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
    await registration.remember(null);
    const before = await control.calls('cognito-idp.ResendConfirmationCode');
    await registration.confirmFirst(person.username);
    expect(await control.calls('cognito-idp.ResendConfirmationCode')).toBe(before + 1);
    expect(registration.unfinished()).toMatchObject({ step: 'confirm', username: person.username });
  });
});
