/** An e-mail address can sign in one user only: the one who verified it. */
import { ServiceError } from '../../server/service-error.ts';
import type { Pool } from '../pool.ts';
import type { User } from './users.ts';

/**
 * Takes the address from any other user, if that was requested.
 *
 * @returns the owner before, without the address; undefined if it was free
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
