import { ServiceError } from '../../server/service-error.ts';
import type { Pool } from '../pool.ts';
import type { User } from '../users/users.ts';

/** The user of an access token. @throws ServiceError NotAuthorizedException, UserNotFoundException */
export async function requireSignedIn(pool: Pool, accessToken: string): Promise<User> {
  const { sub } = await pool.tokens.sessionOfAccessToken(accessToken);
  const user = pool.users.bySub(sub);
  if (!user) throw new ServiceError('UserNotFoundException', 'User does not exist.');
  return user;
}
