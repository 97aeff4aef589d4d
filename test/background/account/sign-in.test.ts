import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createRecovery } from '../../../src/background/account/recovery.ts';
import { createSignIn, type SignIn } from '../../../src/background/account/sign-in.ts';
import { restoreSignInStep, type SignInStepStore } from '../../../src/background/account/sign-in-step.ts';
import { createSignUp, type SignUp } from '../../../src/background/account/sign-up.ts';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import { createUserPool } from '../../../src/core/auth/user-pool.ts';
import { createUserPoolClient } from '../../../src/core/auth/user-pool-client.ts';
import { resetPasswordOf } from '../world/operator.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  goodPassword,
  memoryItem,
  startCore,
  startMemoryCloud,
  type User,
} from '../world/world.ts';

let cloud: LocalCloud;
let control: Control;
let core: Core;
let signInStep: SignInStepStore;
let signUp: SignUp;
let signIn: SignIn;
let visitor: User;

beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());
beforeEach(async () => {
  core = await startCore(cloud);
  signInStep = await restoreSignInStep(memoryItem<never>(), () => {});
  signUp = createSignUp(signInStep, memoryItem<never>(), () => core.userPool, Date.now);
  signIn = createSignIn({
    session: core.session,
    signUp,
    signInStep,
    pending: memoryItem<never>(),
    services: () => ({
      ...core.services,
      // The page's own answer is the same: tokens.
      signInInBrowser: () => core.authentication.start({ flow: 'password', ...visitor }),
    }),
    entered: async () => {},
  });
});

it('leads whose password an operator has reset to the code that was sent to them', async () => {
  const { username, email, password } = await confirmedUser(core, control);
  await resetPasswordOf(cloud, username);
  await signIn.withPassword({ username, password, keep: true });
  expect(signInStep.step()).toMatchObject({ step: 'reset', username });
  const fresh = goodPassword();
  const recovery = createRecovery(signInStep, () => core.userPool, Date.now);
  await recovery.resetPassword({ username, code: await control.codeFor(email), password: fresh });
  await signIn.withPassword({ username, password: fresh, keep: true });
  expect(core.session.state.account).toMatchObject({ username });
});

it('keeps a session of the browser’s own page for as long as its person wanted', async () => {
  for (const keep of [true, false]) {
    visitor = await confirmedUser(core, control);
    await signIn.inBrowser({ keep });
    expect(core.session.state.account).toMatchObject({ username: visitor.username, keep, hosted: true });
  }
});

it('leads newcomers of a user pool that confirms people by itself straight to the sign-in', async () => {
  const confirming: typeof fetch = async () => new Response(JSON.stringify({ UserConfirmed: true }));
  const { call } = createUserPoolClient(cloud.configuration, { fetch: confirming, now: Date.now });
  const userPool = { ...core.userPool, ...createUserPool(call, cloud.configuration) };
  const confirmed = createSignUp(signInStep, memoryItem<never>(), () => userPool, Date.now);
  const person = { username: 'ida', email: 'ida@example.org', password: goodPassword() };
  await confirmed.register(person);
  expect(signInStep.step()).toEqual({ step: 'signIn', username: 'ida', note: 'confirmed' });
});
