/** Checks the password on the server. Only the hosted sign-in ever sends it. */
import { timingSafeEqual } from 'node:crypto';
import type { Pool } from '../user-pool/pool.ts';
import { makeVerifier } from '../user-pool/sign-in/srp.ts';
import type { User } from '../user-pool/users/users.ts';

/** The person who signed in, or the error that the page shows. */
export type PasswordOutcome = { user: User } | { error: string };

const wrong = { error: 'Incorrect username or password.' };

/** Wrong passwords count as they do with SRP: changing the way of signing in gives nobody more attempts. */
export async function checkPassword(pool: Pool, name: string, password: string): Promise<PasswordOutcome> {
  const { users, settings, lockOut } = pool;
  const user = users.find(name);
  const account = users.normalise(user?.username ?? name);
  if (lockOut.isLocked(account))
    return { error: 'Password attempts exceeded. Wait a moment, then try again.' };
  const poolName = settings.poolId.slice(settings.poolId.indexOf('_') + 1);
  // Computed for unknown users too, so that the time reveals nothing.
  const { verifier } = makeVerifier(poolName, user?.username ?? name, password, user?.salt);
  if (!user || user.status === 'EXTERNAL_PROVIDER' || !isSame(verifier, user.verifier)) {
    await lockOut.countFailure(account);
    return wrong;
  }
  await lockOut.forget(account);
  if (!user.enabled) return { error: 'This account is disabled.' };
  switch (user.status) {
    case 'UNCONFIRMED':
      return { error: 'This account is not confirmed yet. Enter the code from the mail in the extension.' };
    case 'RESET_REQUIRED':
      return { error: 'The password of this account has to be reset. Do that in the extension.' };
    case 'CONFIRMED':
    case 'FORCE_CHANGE_PASSWORD':
      return { user };
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
