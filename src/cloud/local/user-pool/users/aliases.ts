/** An alias can sign in one user only: an e-mail address the one who verified it. */
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

/**
 * A preferred username must not be anybody else's name, where it is an alias.
 *
 * @throws ServiceError AliasExistsException
 */
export function requireFreeName(
  { settings, users }: Pool,
  { sub }: Pick<User, 'sub'>,
  name: string | undefined,
): void {
  if (!settings.preferredNameIsAlias || !name) return;
  const owner = users.find(name);
  if (!owner || owner.sub === sub) return;
  throw new ServiceError(
    'AliasExistsException',
    'An account with the given preferred_username already exists.',
  );
}
