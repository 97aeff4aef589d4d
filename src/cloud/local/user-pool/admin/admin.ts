/** Operations for an operator with AWS credentials: create, change, find and delete users. */
import { randomBytes, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { attributes, password } from '../members.ts';
import { addressOf } from '../messages/delivery.ts';
import { sendMessage } from '../messages/messages.ts';
import type { Pool } from '../pool.ts';
import { requireAllowedPassword } from '../settings/password-policy.ts';
import { describeMfa } from '../sign-in/second-factor.ts';
import { makeVerifier } from '../sign-in/srp.ts';
import { releaseEmail } from '../users/aliases.ts';
import { requireKnown, requireKnownName } from '../users/attributes.ts';
import { type User, user } from '../users/users.ts';
import { groupOperations } from './admin-groups.ts';
import { stateOperations } from './admin-state.ts';
import { described, listed, ofUser, poolId, requirePool, requireUser } from './admin-user.ts';
import { descriptionOperations } from './describe-pool.ts';

const dayMs = 24 * 60 * 60_000;

/** Every admin operation by name. `operator.ts` checks that the caller is the operator. */
export function adminOperations(pool: Pool): Map<string, Operation> {
  return new Map([
    ['AdminCreateUser', createUser(pool)],
    ['AdminSetUserPassword', setPassword(pool)],
    ['AdminGetUser', getUser(pool)],
    ['AdminDeleteUser', deleteUser(pool)],
    ['ListUsers', listUsers(pool)],
    ...stateOperations(pool),
    ...groupOperations(pool),
    ...descriptionOperations(pool),
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
      ForceAliasCreation: v.nullish(v.boolean(), false),
      // AWS's default is SMS, which reaches nobody in a pool of e-mail addresses.
      DesiredDeliveryMediums: v.nullish(v.array(v.picklist(['EMAIL', 'SMS'])), ['EMAIL']),
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
      const given = requireKnown(pool.settings, input.UserAttributes);
      const sub = known?.sub ?? randomUUID();
      const released = releasedFor(pool, { sub, ...given }, input.ForceAliasCreation);
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
      await pool.users.save(...released, made);
      if (input.MessageAction !== 'SUPPRESS') {
        for (const medium of input.DesiredDeliveryMediums) {
          const to = addressOf(made, medium === 'EMAIL' ? 'email' : 'phone_number');
          if (to) await sendMessage(pool, made, 'AdminCreateUser', { to, secret });
        }
      }
      return { User: { ...described(made), Attributes: listed(made) } };
    },
  );

/** The owner before of a new user's verified address. @throws ServiceError UsernameExistsException */
function releasedFor(pool: Pool, given: Record<string, string> & { sub: string }, force: boolean): User[] {
  if (!given.email || given.email_verified !== 'true') return [];
  try {
    return releaseEmail(pool, given.sub, given.email, force);
  } catch (error) {
    // AdminCreateUser knows no AliasExistsException.
    const isTaken = error instanceof ServiceError && error.type === 'AliasExistsException';
    throw isTaken ? new ServiceError('UsernameExistsException', error.message) : error;
  }
}

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
    return { ...described(found), UserAttributes: listed(found), ...describeMfa(found) };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
const deleteUser = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => {
    const found = requireUser(pool, input);
    await pool.users.remove(found);
    await pool.tokens.revokeAll(found.sub);
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
      AttributesToGet: v.nullish(v.array(text(1, 32))),
    }),
    async (input) => {
      requirePool(pool, input.UserPoolId);
      const wanted = input.AttributesToGet;
      for (const name of wanted ?? []) if (name !== 'sub') requireKnownName(pool.settings, name);
      const after = input.PaginationToken ? Buffer.from(input.PaginationToken, 'base64url').toString() : '';
      const found = pool.users
        .all()
        .filter(matching(pool, input.Filter))
        .sort((one, other) => (one.username < other.username ? -1 : 1))
        .filter(({ username }) => username > after);
      const page = found.slice(0, input.Limit || 60);
      const last = page.at(-1);
      return {
        Users: page.map((one) => ({
          ...described(one),
          Attributes: listed(one).filter(({ Name }) => !wanted || wanted.includes(Name)),
        })),
        ...(last && found.length > page.length
          ? { PaginationToken: Buffer.from(last.username).toString('base64url') }
          : {}),
      };
    },
  );

/** https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-manage-user-accounts.html#cognito-user-pools-searching-for-users-using-listusers-api */
const searchable: Record<string, (one: User) => string | undefined> = {
  username: (one) => one.username,
  'cognito:user_status': (one) => one.status,
  status: (one) => (one.enabled ? 'Enabled' : 'Disabled'),
  ...Object.fromEntries(
    ['sub', 'email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username'].map(
      (name) => [name, (one: User) => one.attributes[name]],
    ),
  ),
};

/** Parses a filter such as `username ^= "test-"`. An empty filter matches everybody. */
function matching(pool: Pool, filter: string): (user: User) => boolean {
  if (filter.trim() === '') return () => true;
  const [, name = '', comparison = '', wanted = ''] = /^\s*(\S+?)\s*(\^?=)\s*"(.*)"\s*$/.exec(filter) ?? [];
  if (comparison !== '=' && comparison !== '^=') {
    throw new ServiceError('InvalidParameterException', 'Error while parsing filter.');
  }
  const [compare, read] = [comparisons[comparison], searchable[name]];
  if (!Object.hasOwn(searchable, name) || !read) {
    throw new ServiceError('InvalidParameterException', `Invalid search attribute: ${name}`);
  }
  return (one) => {
    const value = read(one);
    return value !== undefined && compare(pool.users.normalise(value), pool.users.normalise(wanted));
  };
}

function verifierOf({ settings }: Pool, name: string, secret: string) {
  return makeVerifier(settings.poolId.slice(settings.poolId.indexOf('_') + 1), name, secret);
}

/** Keeps every rule of a pool, except a greater length. */
const madePassword = () => `Aa1!${randomBytes(12).toString('base64url')}`;
