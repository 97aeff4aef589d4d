import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ListedUser } from '../../../../src/contract/profile-api.ts';
import { type LocalWorld, poolOf, startWorld } from '../local-world.ts';
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
const statusOf = async (username: string) => {
  // A list, as the control room says.
  const users = (await world.control('GET', 'users')).body as unknown as {
    username: string;
    status: string;
  }[];
  return users.find((one) => one.username === username)?.status;
};
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

describe('with the store', () => {
  afterEach(() => world.control('DELETE', 'faults'));
  const down = (kind: string, more: object = {}) =>
    world.control('POST', 'faults', { match: 'dynamodb.*', kind, times: 1000, ...more });

  it.each(['fail', 'drop', 'hang'])(
    'down (%s), people confirm and sign in; the row is made at the next sign-in',
    async (kind) => {
      await down(kind);
      const { username, password } = await world.join();
      const enter = () => signIn(poolOf(world.cloud), username, password);
      await enter();
      await world.control('DELETE', 'faults');
      expect(await rowsOf(username)).toEqual([]);
      await enter();
      expect(await rowsOf(username)).toHaveLength(1);
    },
  );

  it('slow, a confirmation and the sign-in that overtakes it make one row', async () => {
    const { username, email, password } = await world.register();
    await down('delay', { times: 1, delayMs: 1500 });
    const { code: ConfirmationCode } = await world.latestMail(email);
    const ClientId = world.cloud.configuration.userPoolClientId;
    const confirming = world.idp('ConfirmSignUp', { ClientId, Username: username, ConfirmationCode });
    await expect.poll(() => statusOf(username)).toBe('CONFIRMED');
    await signIn(poolOf(world.cloud), username, password);
    expect((await confirming).status).toBe(200);
    expect(await rowsOf(username)).toHaveLength(1);
  });
});

it('a member of ADMINS sees the list; anybody else gets a refusal', async () => {
  const { username, password } = await world.join();
  const { session } = await signIn(poolOf(world.cloud), username, password);
  const headers = { authorization: session.getIdToken().getJwtToken() };
  const { endpoint } = world.cloud.configuration.apis.ProfileAPI ?? {};
  expect((await fetch(`${endpoint}/admin/users`, { headers })).status).toBe(403);
  expect((await rows()).length).toBeGreaterThan(2);
});
