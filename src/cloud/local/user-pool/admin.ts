/** What an operator with AWS credentials may do with people: make, change, find and delete them. */
import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { type Operation, operation, text } from '../server/operation.ts';
import { ServiceError } from '../server/service-error.ts';
import { attributes, password, username } from './members.ts';
import { sendMail } from './messages.ts';
import { requireAllowedPassword } from './password-policy.ts';
import type { Pool } from './pool.ts';
import { makeVerifier } from './srp.ts';
import { type User, user } from './users.ts';

const poolId = text(1, 55);
const ofUser = { UserPoolId: poolId, Username: username };
const dayMs = 24 * 60 * 60_000;

/** Every admin operation by name. They are for who signs as the operator: see `operator.ts`. */
export function adminOperations(pool: Pool): Map<string, Operation> {
  return new Map([
    ['AdminCreateUser', createUser(pool)],
    ['AdminSetUserPassword', setPassword(pool)],
    ['AdminGetUser', getUser(pool)],
    ['AdminDeleteUser', deleteUser(pool)],
    ['AdminAddUserToGroup', changeGroups(pool, (groups, name) => [...new Set([...groups, name])])],
    ['AdminRemoveUserFromGroup', changeGroups(pool, (groups, name) => groups.filter((one) => one !== name))],
    ['ListUsers', listUsers(pool)],
  ]);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
const createUser = (pool: Pool): Operation =>
  operation(
    v.object({
      ...ofUser,
      TemporaryPassword: v.nullish(password),
      UserAttributes: v.nullish(attributes, []),
      MessageAction: v.nullish(v.picklist(['SUPPRESS', 'RESEND'])),
    }),
    async (input) => {
      requirePool(pool, input.UserPoolId);
      const known = pool.users.find(input.Username);
      const resends = input.MessageAction === 'RESEND';
      if (known && !resends) {
        throw new ServiceError('UsernameExistsException', 'User account already exists');
      }
      if (resends && known?.status !== 'FORCE_CHANGE_PASSWORD') {
        throw known
          ? new ServiceError(
              'UnsupportedUserStateException',
              'Resend not possible. User is already confirmed.',
            )
          : new ServiceError('UserNotFoundException', 'User does not exist.');
      }
      const secret = input.TemporaryPassword ?? madePassword();
      requireAllowedPassword(secret, pool.settings.passwordPolicy);
      const now = pool.clock.now();
      const given = Object.fromEntries(input.UserAttributes.map(({ Name, Value }) => [Name, Value]));
      const sub = known?.sub ?? randomUUID();
      const made = v.parse(user, {
        ...(known ?? { createdAt: now }),
        sub,
        username: known?.username ?? input.Username,
        status: 'FORCE_CHANGE_PASSWORD',
        attributes: { ...known?.attributes, sub, ...given },
        ...verifierOf(pool, known?.username ?? input.Username, secret),
        temporaryUntil: now + pool.settings.temporaryPasswordDays * dayMs,
        modifiedAt: now,
      });
      await pool.users.save(made);
      const to = made.attributes.email;
      if (input.MessageAction !== 'SUPPRESS' && to) {
        await sendMail(pool, made, 'AdminCreateUser', { to, secret });
      }
      return { User: { ...described(made), Attributes: listed(made) } };
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
const setPassword = (pool: Pool): Operation =>
  operation(
    v.object({ ...ofUser, Password: password, Permanent: v.nullish(v.boolean(), false) }),
    async (input) => {
      const found = requireUser(pool, input);
      requireAllowedPassword(input.Password, pool.settings.passwordPolicy);
      const now = pool.clock.now();
      await pool.users.save({
        ...found,
        ...verifierOf(pool, found.username, input.Password),
        status: input.Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
        temporaryUntil: input.Permanent ? null : now + pool.settings.temporaryPasswordDays * dayMs,
        modifiedAt: now,
      });
      return {};
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
const getUser = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => {
    const found = requireUser(pool, input);
    return { ...described(found), UserAttributes: listed(found) };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
const deleteUser = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => {
    const found = requireUser(pool, input);
    await pool.users.remove(found);
    await pool.tokens.revokeAll(found.sub);
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
const changeGroups = (pool: Pool, change: (groups: string[], name: string) => string[]): Operation =>
  operation(v.object({ ...ofUser, GroupName: text(1, 128) }), async (input) => {
    const found = requireUser(pool, input);
    if (!pool.settings.groups.has(input.GroupName)) {
      throw new ServiceError('ResourceNotFoundException', 'Group not found.');
    }
    await pool.users.save({ ...found, groups: change(found.groups, input.GroupName) });
    return {};
  });

const comparisons = { '=': (value: string, wanted: string) => value === wanted, '^=': startsWith };
function startsWith(value: string, wanted: string): boolean {
  return value.startsWith(wanted);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html */
const listUsers = (pool: Pool): Operation =>
  operation(
    v.object({
      UserPoolId: poolId,
      Limit: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60)), 60),
      PaginationToken: v.nullish(text(1, 131_072)),
      Filter: v.nullish(text(0, 256), ''),
    }),
    async (input) => {
      requirePool(pool, input.UserPoolId);
      const after = input.PaginationToken ? Buffer.from(input.PaginationToken, 'base64url').toString() : '';
      const found = pool.users
        .all()
        .filter(matching(pool, input.Filter))
        .sort((one, other) => (one.username < other.username ? -1 : 1))
        .filter(({ username }) => username > after);
      const page = found.slice(0, input.Limit || 60);
      const last = page.at(-1);
      return {
        Users: page.map((one) => ({ ...described(one), Attributes: listed(one) })),
        ...(last && found.length > page.length
          ? { PaginationToken: Buffer.from(last.username).toString('base64url') }
          : {}),
      };
    },
  );

/** `username ^= "test-"`; without a filter, everybody. */
function matching(pool: Pool, filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true;
  const [, name = '', comparison = '', wanted = ''] = /^\s*(\S+?)\s*(\^?=)\s*"(.*)"\s*$/.exec(filter) ?? [];
  if (comparison !== '=' && comparison !== '^=') {
    throw new ServiceError('InvalidParameterException', 'Error while parsing filter.');
  }
  const compare = comparisons[comparison];
  return (one) => {
    const value = name === 'username' ? one.username : one.attributes[name];
    return value !== undefined && compare(pool.users.normalise(value), pool.users.normalise(wanted));
  };
}

function requirePool({ settings }: Pool, id: string): void {
  if (id !== settings.poolId) {
    throw new ServiceError('ResourceNotFoundException', `User pool ${id} does not exist.`);
  }
}

function requireUser(pool: Pool, input: { UserPoolId: string; Username: string }): User {
  requirePool(pool, input.UserPoolId);
  const found = pool.users.find(input.Username);
  if (!found) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  return found;
}

function verifierOf({ settings }: Pool, name: string, secret: string) {
  return makeVerifier(settings.poolId.slice(settings.poolId.indexOf('_') + 1), name, secret);
}

/** Keeps every policy that a pool may have, but for its length. */
const madePassword = () => `Aa1!${randomBytes(12).toString('base64url')}`;

const described = (one: User) => ({
  Username: one.username,
  Enabled: one.enabled,
  UserStatus: one.status,
  UserCreateDate: one.createdAt / 1000,
  UserLastModifiedDate: one.modifiedAt / 1000,
});

const listed = ({ attributes: given }: User) =>
  Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
