import { afterAll, beforeAll, expect, it } from 'vitest';
import { signIn, startCore } from '../../../background/world/world.ts';
import { type LocalWorld, startWorld } from '../local-world.ts';

let world: LocalWorld;
beforeAll(async () => {
  world = await startWorld({ seed: true });
});
afterAll(() => world.close());

const seed = (remove = false) => world.control('POST', 'seed', { remove });
const described = async () =>
  ((await world.control('GET', 'config')).body.local as { accounts?: unknown }).accounts;

it('has an account that the sample tasks belong to, and an administrator', async () => {
  const { accounts } = world.cloud;
  if (!accounts) throw new Error('There are no accounts');
  const core = await startCore(world.cloud);
  expect(await signIn(core, accounts.demo)).toMatchObject({ step: 'signedIn' });
  expect(await core.tasks.list()).toHaveLength(100);
  const other = await startCore(world.cloud);
  expect(await signIn(other, accounts.admin)).toMatchObject({ step: 'signedIn' });
  expect(await other.tasks.list()).toEqual([]);
  expect(await described()).toEqual(accounts);
});

it('is the same when it is made again, and gone with both accounts when it is removed', async () => {
  await seed();
  const { accounts } = world.cloud;
  if (!accounts) throw new Error('There are no accounts');
  await seed(true);
  expect((await world.control('GET', 'users')).body).toEqual([]);
  expect(await described()).toBeUndefined();
  const guest = await startCore(world.cloud);
  expect(await guest.tasks.projects(true)).toEqual([]);
  await seed();
  expect(await described()).toEqual(accounts);
  const core = await startCore(world.cloud);
  await signIn(core, accounts.demo);
  expect(await core.tasks.list()).toHaveLength(100);
});

it('leaves somebody’s own account of the same name alone', async () => {
  const other = await startWorld();
  try {
    await other.join({ username: 'demo' });
    expect((await other.control('POST', 'seed', { remove: false })).status).toBe(500);
  } finally {
    await other.close();
  }
});
