import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import {
  type Control,
  type Core,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  startMemoryCloud,
} from '../world/world.ts';

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
  await signIn(core, await confirmedUser(core, control));
});

it('ProfileAPI takes the ID token itself: no identity and no credentials are asked for', async () => {
  const before = await control.calls('cognito-identity.GetCredentialsForIdentity');
  expect((await core.profile.read()).termsAccepted).toBe(false);
  await core.profile.change({ termsAccepted: true });
  expect((await core.profile.read()).termsAccepted).toBe(true);
  expect(await control.calls('cognito-identity.GetCredentialsForIdentity')).toBe(before);
});

it('a token that the authorizer does not take any more is renewed once, and the call made again', async () => {
  const before = await control.calls('cognito-idp.InitiateAuth');
  await control.post('clock', { offsetMs: 2 * 60 * 60_000 });
  expect((await core.profile.read()).termsAccepted).toBe(false);
  expect(await control.calls('cognito-idp.InitiateAuth')).toBe(before + 1);
  await control.post('clock', { offsetMs: 0 });
});

it('a change before the terms are accepted is refused by that name', async () => {
  const change = {
    kind: 'create',
    changeId: crypto.randomUUID(),
    taskId: crypto.randomUUID(),
  } as const;
  const body = {
    ...change,
    name: 'Too early',
    project: 'Terms',
    due: '',
    description: '',
    createdOn: today(),
  };
  const sent = () => core.tasks.send({ ...change, body }, 1);
  await expect(sent()).rejects.toMatchObject({ code: 'termsRequired' });
  await core.profile.change({ termsAccepted: true });
  expect(await sent()).toMatchObject({ done: 'saved' });
});

const today = () => new Date().toISOString().slice(0, 10);
