/** How many calls each thing costs that people do: exact numbers, so that none creeps in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../src/cloud/local/cloud.ts';
import {
  type Control,
  confirmedUser,
  controlOf,
  signIn,
  startCore,
  startMemoryCloud,
} from './world/world.ts';

let cloud: LocalCloud;
let control: Control;
beforeAll(async () => {
  cloud = await startMemoryCloud();
  control = controlOf(cloud);
});
afterAll(() => cloud.stop());

/** The calls made during the work, with their number. */
async function callsOf(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const counts = async () => (await control.get('calls')) as Record<string, number>;
  const before = await counts();
  await work();
  const made = Object.entries(await counts()).map(
    ([name, count]) => [name, count - (before[name] ?? 0)] as const,
  );
  return Object.fromEntries(made.filter(([, count]) => count > 0));
}

const credentials = { 'cognito-identity.GetId': 1, 'cognito-identity.GetCredentialsForIdentity': 1 };

describe('the calls of', () => {
  it('an account: one to register, one to confirm, two to sign in, one to sign out', async () => {
    const core = await startCore(cloud);
    const user = await confirmedUser(core, control);
    expect(await callsOf(() => signIn(core, user))).toEqual({
      'cognito-idp.InitiateAuth': 1,
      'cognito-idp.RespondToAuthChallenge': 1,
    });
    expect(await callsOf(() => core.session.signOut())).toEqual({ 'cognito-idp.RevokeToken': 1 });
    const others = await startCore(cloud);
    expect(await callsOf(() => confirmedUser(others, control))).toEqual({
      'cognito-idp.SignUp': 1,
      'cognito-idp.ConfirmSignUp': 1,
    });
  });

  it('a hundred questions at once after a cold start: two more than a hundred, and none more after a wake', async () => {
    const core = await startCore(cloud);
    const questions = 100;
    const ask = (one: typeof core) => () =>
      Promise.all(Array.from({ length: questions }, () => one.tasks.projects()));
    expect(await callsOf(ask(core))).toEqual({ ...credentials, 'ProjectsAPI GET /projects': questions });
    const woken = await core.restart();
    expect(await callsOf(ask(woken))).toEqual({ 'ProjectsAPI GET /projects': questions });
  });

  it('the list of tasks: those for its credentials the first time, then one each', async () => {
    const core = await startCore(cloud);
    await signIn(core, await confirmedUser(core, control));
    let since: string | null = null;
    const read = (one: typeof core) => async () => {
      ({ since } = await one.tasks.delta(since));
    };
    expect(await callsOf(read(core))).toEqual({ ...credentials, 'TasksAPI GET /tasks': 1 });
    expect(await callsOf(read(core))).toEqual({ 'TasksAPI GET /tasks': 1 });
    expect(await callsOf(read(await core.restart()))).toEqual({ 'TasksAPI GET /tasks': 1 });
  });
});
