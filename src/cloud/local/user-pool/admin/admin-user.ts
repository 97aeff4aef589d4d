/** The user in the input and the answers of admin operations. */
import { text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { username } from '../members.ts';
import type { Pool } from '../pool.ts';
import type { User } from '../users/users.ts';

export const poolId = text(1, 55);
export const ofUser = { UserPoolId: poolId, Username: username };

/** @throws ServiceError ResourceNotFoundException */
export function requirePool({ settings }: Pool, id: string): void {
  if (id !== settings.poolId) {
    throw new ServiceError('ResourceNotFoundException', `User pool ${id} does not exist.`);
  }
}

/** @throws ServiceError ResourceNotFoundException, UserNotFoundException */
export function requireUser(pool: Pool, input: { UserPoolId: string; Username: string }): User {
  requirePool(pool, input.UserPoolId);
  const found = pool.users.find(input.Username);
  if (!found) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  return found;
}

/** Members of every answer about a user. */
export const described = (one: User) => ({
  Username: one.username,
  Enabled: one.enabled,
  UserStatus: one.status,
  UserCreateDate: one.createdAt / 1000,
  UserLastModifiedDate: one.modifiedAt / 1000,
});

export const listed = ({ attributes: given }: User) =>
  Object.entries(given).map(([Name, Value]) => ({ Name, Value }));
