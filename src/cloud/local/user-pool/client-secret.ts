/** The app client's secret, where it has one: callers prove that they know it. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { ServiceError } from '../server/service-error.ts';
import type { Pool } from './pool.ts';

/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 *
 * @param typed the username of the request; a hash over the user's own name is accepted as well
 * @throws ServiceError NotAuthorizedException
 */
export function requireSecretHash(
  { settings, users }: Pool,
  typed: string,
  hash: string | null | undefined,
): void {
  const { clientId, clientSecret } = settings;
  if (clientSecret === null) return;
  if (!hash) {
    const message = `Client ${clientId} is configured with secret but SECRET_HASH was not received`;
    throw new ServiceError('NotAuthorizedException', message);
  }
  const known = users.find(typed) ?? users.bySub(typed);
  const names = known ? [typed, known.username, known.sub] : [typed];
  const isRight = names.some((name) =>
    isSame(hash, createHmac('sha256', clientSecret).update(`${name}${clientId}`).digest('base64')),
  );
  if (isRight) return;
  throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`);
}

/** @throws ServiceError NotAuthorizedException */
export function requireSecret({ settings }: Pool, given: string | null | undefined): void {
  const { clientId, clientSecret } = settings;
  if (clientSecret === null || (given && isSame(given, clientSecret))) return;
  throw new ServiceError('NotAuthorizedException', `Unable to verify secret hash for client ${clientId}`);
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
