import { randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PoolWorld, startPool } from '../pool-world.ts';

let world: PoolWorld;
beforeAll(async () => {
  world = await startPool();
});
afterAll(() => world.close());

const them = (Username: string) => ({ UserPoolId: world.UserPoolId, Username });
const attributes = (given: Record<string, string>): AttributeType[] =>
  Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
const create = (name: string, given: Record<string, string> = {}, ForceAliasCreation = false) =>
  world.client.send(
    new AdminCreateUserCommand({
      ...{ ...them(name), ForceAliasCreation, MessageAction: 'SUPPRESS' },
      UserAttributes: attributes(given),
    }),
  );
const change = (name: string, given: Record<string, string>) =>
  world.client.send(
    new AdminUpdateUserAttributesCommand({ ...them(name), UserAttributes: attributes(given) }),
  );
const remove = (name: string, UserAttributeNames: string[]) =>
  world.client.send(new AdminDeleteUserAttributesCommand({ ...them(name), UserAttributeNames }));
const reset = (name: string) => world.client.send(new AdminResetUserPasswordCommand(them(name)));
const read = async (name: string) => {
  const { UserAttributes = [] } = await world.client.send(new AdminGetUserCommand(them(name)));
  return Object.fromEntries(UserAttributes.map(({ Name = '', Value = '' }) => [Name, Value]));
};
const list = async (Filter: string, AttributesToGet?: string[]) => {
  const { UserPoolId } = world;
  return (await world.client.send(new ListUsersCommand({ UserPoolId, Filter, AttributesToGet }))).Users;
};
const invalid = (message: string) => ({
  name: 'InvalidParameterException',
  message: expect.stringContaining(message),
});

describe('AdminResetUserPassword', () => {
  it('LC5: refuses a disabled user, and one who has a temporary password', async () => {
    const ann = await world.join();
    await world.client.send(new AdminDisableUserCommand(them(ann.username)));
    await expect(reset(ann.username)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
    await create('temporary', { email: 'temporary@example.com', email_verified: 'true' });
    await expect(reset('temporary')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User password cannot be reset in the current state.',
    });
    expect(world.mails('temporary@example.com')).toEqual([]);
  });
});

describe('the flag of a verified address', () => {
  it.each([
    ['True', 'true'],
    ['TRUE', 'true'],
    ['true', 'true'],
    ['False', 'false'],
    ['yes', 'false'],
  ])('LC5: is read from "%s" as %s', async (given, kept) => {
    const name = `flag-${randomUUID()}`;
    await create(name, { email: `${name}@example.com`, email_verified: given });
    expect((await read(name)).email_verified).toBe(kept);
    await change(name, { phone_number: '+12065550123', phone_number_verified: given });
    expect((await read(name)).phone_number_verified).toBe(kept);
  });
});

describe('attributes', () => {
  it.each<Record<string, string>>([{ nonsense: 'x' }, { 'custom:none': 'x' }, { sub: 'x' }])(
    'LC5: that the pool does not have, or does not change, are refused: %o',
    async (given) => {
      const { username } = await world.join();
      const refusal = invalid('Attributes did not conform to the schema');
      await expect(create('nobody', given)).rejects.toMatchObject(refusal);
      await expect(change(username, given)).rejects.toMatchObject(refusal);
      await expect(remove(username, Object.keys(given))).rejects.toMatchObject(refusal);
    },
  );

  it.each<Record<string, string>>([{ email: 'no address' }, { phone_number: '0123' }])(
    'LC5: of a wrong form are refused: %o',
    async (given) => {
      await expect(create('nobody', given)).rejects.toMatchObject(invalid('Invalid'));
    },
  );

  it('LC9: are deleted by AdminDeleteUserAttributes, but not the required ones', async () => {
    const { username } = await world.join();
    await change(username, { name: 'Ann', website: 'https://example.com' });
    await remove(username, ['name']);
    const kept = await read(username);
    expect([kept.name, kept.website]).toEqual([undefined, 'https://example.com']);
    await expect(remove(username, ['email'])).rejects.toMatchObject(invalid('required'));
  });
});

describe('an address that another user has verified', () => {
  it('LC5: is refused to a new user, unless they are to take it', async () => {
    const ann = await world.join();
    const same = { email: ann.email.toUpperCase(), email_verified: 'True' };
    await expect(create('taker', same)).rejects.toMatchObject({ name: 'UsernameExistsException' });
    await create('unverified-taker', { email: ann.email });
    await create('taker', same, true);
    expect((await read(ann.username)).email_verified).toBe('false');
  });

  it('LC5: is refused to a user, whether the address or its flag comes second', async () => {
    const [ann, bob] = [await world.join(), await world.join()];
    const taken = { name: 'AliasExistsException' };
    await expect(change(bob.username, { email: ann.email })).rejects.toMatchObject(taken);
    await change(bob.username, { email: ann.email, email_verified: 'false' });
    await expect(change(bob.username, { email_verified: 'true' })).rejects.toMatchObject(taken);
    expect((await read(ann.username)).email_verified).toBe('true');
  });
});

describe('ListUsers', () => {
  it.each(['custom:team = "x"', 'locale = "en"', 'toString = "x"', 'enabled = "true"'])(
    'LC5: refuses a search by what cannot be searched: %s',
    async (filter) => {
      await expect(list(filter)).rejects.toMatchObject(invalid('Invalid search attribute'));
    },
  );

  it('LC5: refuses an attribute to get that the pool does not have', async () => {
    await expect(list('', ['custom:none'])).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('LC5: searches by state and by status, and gets the named attributes', async () => {
    const { username } = await world.join();
    await create('listed', { email: 'listed@example.com', name: 'Lis' });
    const names = async (filter: string) => (await list(filter))?.map((one) => one.Username);
    expect(await names('cognito:user_status = "FORCE_CHANGE_PASSWORD"')).toContain('listed');
    expect(await names('cognito:user_status = "CONFIRMED"')).not.toContain('listed');
    await world.client.send(new AdminDisableUserCommand(them(username)));
    expect(await names('status = "Disabled"')).toContain(username);
    const [found] = (await list('username = "listed"', ['name'])) ?? [];
    expect(found?.Attributes).toEqual([{ Name: 'name', Value: 'Lis' }]);
  });
});
