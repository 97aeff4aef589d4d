import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { restoreSignInStep, type SignInStepStore } from '../../../src/background/account/sign-in-step.ts';
import { createSignUp, type SignUp } from '../../../src/background/account/sign-up.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { cognitoError } from '../../../src/core/auth/cognito-errors.ts';
import {
  type Control,
  type Core,
  controlOf,
  goodPassword,
  memoryItem,
  startCore,
  startMemoryCloud,
} from '../world/world.ts';

const coded = (code: string) => expect.objectContaining({ code });

let cloud: LocalCloud;
let control: Control;
let core: Core;
let restart: () => Promise<void>;
let signUp: SignUp;
let signInStep: SignInStepStore;

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  const stores = { signInStep: memoryItem<never>(), sent: memoryItem<never>() };
  restart = async () => {
    signInStep = await restoreSignInStep(stores.signInStep, () => {});
    signUp = createSignUp(signInStep, stores.sent, () => core.userPool, Date.now);
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
    await signUp.register(person);
    await restart();
    expect(signInStep.step()).toMatchObject({
      step: 'confirm',
      username: person.username,
      destination: expect.stringMatching(/^.\*+@.\*+$/),
    });
    expect(JSON.stringify(signInStep.step())).not.toContain(person.password);
  });

  it('sent twice because its first answer was lost is the same registration', async () => {
    const person = somebody();
    await control.post('faults', { match: 'cognito-idp.SignUp', kind: 'drop', after: true });
    await expect(signUp.register(person)).rejects.toEqual(coded('offline'));
    await restart();
    expect(signInStep.step()).toEqual({
      step: 'register',
      username: person.username,
      email: person.email,
      attributes: {},
    });
    await signUp.register(person);
    expect(signInStep.step()).toMatchObject({ step: 'confirm' });
    const code = await control.codeFor(person.email);
    await signUp.confirm({ username: person.username, code });
    expect(signInStep.step()).toEqual({ step: 'signIn', username: person.username, note: 'confirmed' });
  });

  it.each([
    ['a failure of the server', { kind: 'fail', status: 500, after: true }, 'serverError'],
    ['a garbled answer', { kind: 'garble', after: true }, 'badAnswer'],
  ])('LO5: that was done though it was answered by %s goes on at the code', async (_, fault, code) => {
    const person = somebody();
    await control.post('faults', { match: 'cognito-idp.SignUp', ...fault });
    await expect(signUp.register(person)).rejects.toEqual(coded(code));
    await restart();
    await signUp.register(person);
    expect(signInStep.step()).toMatchObject({ step: 'confirm', username: person.username });
    await signUp.confirm({ username: person.username, code: await control.codeFor(person.email) });
    expect(signInStep.step()).toMatchObject({ step: 'signIn', note: 'confirmed' });
  });

  it('LO5: whose code could not be sent goes on at the code', async () => {
    const person = somebody();
    const { register } = core.userPool;
    core.userPool.register = async (input) => {
      await register(input);
      throw cognitoError({ name: 'CodeDeliveryFailureException' }, 'register');
    };
    await expect(signUp.register(person)).rejects.toEqual(coded('codeNotSent'));
    core.userPool.register = register;
    await signUp.register(person);
    expect(signInStep.step()).toMatchObject({ step: 'confirm', username: person.username });
  });

  it('tells the user pool what else it wants to know, and nothing that was left empty', async () => {
    const person = { ...somebody(), attributes: { name: 'Ida Example', nickname: '' } };
    await signUp.register(person);
    const users = (await control.get('users')) as { username: string; attributes: object }[];
    const { attributes } = users.find(({ username }) => username === person.username) ?? {};
    expect(attributes).toMatchObject({ name: 'Ida Example' });
    expect(attributes).not.toHaveProperty('nickname');
  });

  it('with a name that somebody else has stays where it is', async () => {
    const [first, second] = [somebody(), somebody()];
    await signUp.register(first);
    const taken = { ...second, username: first.username };
    for (let time = 0; time < 2; time += 1)
      await expect(signUp.register(taken)).rejects.toEqual(coded('usernameTaken'));
    expect(signInStep.step()).toMatchObject({ step: 'register', email: second.email });
  });

  it('is confirmed once, however often the code is sent', async () => {
    const person = somebody();
    await signUp.register(person);
    const code = await control.codeFor(person.email);
    const wrong = code === '111111' ? '222222' : '111111';
    await expect(signUp.confirm({ ...person, code: wrong })).rejects.toEqual(coded('codeMismatch'));
    await control.post('faults', { match: 'cognito-idp.ConfirmSignUp', kind: 'drop', after: true });
    await expect(signUp.confirm({ ...person, code })).rejects.toEqual(coded('offline'));
    await signUp.confirm({ ...person, code });
    expect(signInStep.step()).toMatchObject({ step: 'signIn', note: 'confirmed' });
    await expect(signUp.resendCode(person)).rejects.toEqual(coded('alreadyConfirmed'));
  });

  it('left unconfirmed is taken up again at a sign-in, with a new mail', async () => {
    const person = somebody();
    await signUp.register(person);
    await signInStep.remember(null);
    const before = await control.calls('cognito-idp.ResendConfirmationCode');
    await signUp.confirmFirst(person.username);
    expect(await control.calls('cognito-idp.ResendConfirmationCode')).toBe(before + 1);
    expect(signInStep.step()).toMatchObject({ step: 'confirm', username: person.username });
  });
});
