/** An e-mail address signs in one person at most: whoever verified it. */
import { ServiceError } from '../../server/service-error.ts';
import type { Pool } from '../pool.ts';
import type { User } from './users.ts';

/**
 * Whoever else has the address must give it up, when that was asked for.
 *
 * @returns the owner before, without it; nobody where it was free
 * @throws ServiceError AliasExistsException
 */
export function releaseEmail(
  { settings, users }: Pool,
  taker: string,
  email: string,
  force: boolean,
): User[] {
  const owner = settings.emailIsAlias ? users.ownerOfEmail(email) : undefined;
  if (!owner || owner.sub === taker) return [];
  if (!force) throw new ServiceError('AliasExistsException', 'An account with the email already exists.');
  return [{ ...owner, attributes: { ...owner.attributes, email_verified: 'false' } }];
}
