import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListedUser } from '../../../src/contract/profile.ts';
import { type LocalWorld, poolOf, startWorld } from './local-world.ts';
import { signIn } from './sign-in-library.ts';

let world: LocalWorld;
beforeAll(async () => {
  world = await startWorld({ seed: true });
});
afterAll(() => world.close());

/** Everybody's rows, as an administrator sees them; makes nobody else's. */
async function rows(): Promise<ListedUser[]> {
  const { accounts, configuration } = world.cloud;
  if (!accounts) throw new Error('There are no accounts');
  const { session } = await signIn(poolOf(world.cloud), accounts.admin.username, accounts.admin.password);
  const headers = { authorization: session.getIdToken().getJwtToken() };
  const found: ListedUser[] = [];
  for (let next: string | null = ''; next !== null; ) {
    const query = next === '' ? '' : `?cursor=${encodeURIComponent(next)}`;
    const answer = await fetch(`${configuration.apis.ProfileAPI?.endpoint}/admin/users${query}`, { headers });
    const page = (await answer.json()) as { users: ListedUser[]; next: string | null }; // ProfileAPI's answer
    found.push(...page.users);
    next = page.next;
  }
  return found;
}
const rowsOf = async (username: string) => (await rows()).filter((row) => row.username === username);

it('a person has one row from their confirmation on, with nothing accepted', async () => {
  const { username } = await world.join();
  expect(await rowsOf(username)).toEqual([
    expect.objectContaining({ username, termsAccepted: false, sub: expect.any(String) }),
  ]);
});

it('signing in many times at once makes no second one', async () => {
  const { username, password } = await world.join();
  await Promise.all([1, 2, 3, 4].map(() => signIn(poolOf(world.cloud), username, password)));
  expect(await rowsOf(username)).toHaveLength(1);
});

it('a member of ADMINS sees the list; anybody else gets a refusal', async () => {
  const { username, password } = await world.join();
  const { session } = await signIn(poolOf(world.cloud), username, password);
  const headers = { authorization: session.getIdToken().getJwtToken() };
  const { endpoint } = world.cloud.configuration.apis.ProfileAPI ?? {};
  expect((await fetch(`${endpoint}/admin/users`, { headers })).status).toBe(403);
  expect((await rows()).length).toBeGreaterThan(2);
});
