/** The step after a temporary password: the challenge NEW_PASSWORD_REQUIRED, and its answer. */
import { ServiceError } from '../../../server/service-error.ts';
import type { Pool } from '../../pool.ts';
import { requireAllowedPassword } from '../../settings/password-policy.ts';
import { requireAttributes } from '../../users/attributes.ts';
import type { User } from '../../users/users.ts';
import { makeVerifier } from '../srp.ts';
import type { Challenge } from './challenge.ts';
import type { ChallengeSessions } from './sessions.ts';

const name = 'NEW_PASSWORD_REQUIRED';

/** Flags that only the pool sets; the client does not see them. */
const ownFlags = new Set(['sub', 'email_verified', 'phone_number_verified']);

/** @throws ServiceError NotAuthorizedException for an expired temporary password */
export function askNewPassword(
  { clock, settings }: Pool,
  sessions: ChallengeSessions,
  user: User,
): Challenge {
  if ((user.temporaryUntil ?? 0) <= clock.now()) {
    const message = 'Temporary password has expired and must be reset by an administrator.';
    throw new ServiceError('NotAuthorizedException', message);
  }
  const shown = Object.entries(user.attributes).filter(([attribute]) => attribute !== 'sub');
  const missing = settings.requiredAttributes.filter((attribute) => !user.attributes[attribute]);
  return {
    ChallengeName: name,
    Session: sessions.begin(user, { challenge: name }),
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      userAttributes: JSON.stringify(Object.fromEntries(shown)),
      requiredAttributes: JSON.stringify(missing.map((attribute) => `userAttributes.${attribute}`)),
    },
  };
}

/** @returns the saved user with the new password. @throws ServiceError as Cognito does; the session then continues */
export async function answerNewPassword(
  pool: Pool,
  sessions: ChallengeSessions,
  session: string | null | undefined,
  given: Record<string, string>,
): Promise<User> {
  const { settings, users, clock } = pool;
  const { user } = sessions.find(session, name);
  const secret = given.NEW_PASSWORD ?? '';
  requireAllowedPassword(secret, settings.passwordPolicy);
  const added = Object.entries(given).flatMap(([key, value]) => {
    const [, attribute] = /^userAttributes\.(.+)$/.exec(key) ?? [];
    return attribute === undefined ? [] : [[attribute, value] as const];
  });
  const kept = Object.entries(user.attributes).filter(([attribute]) => !ownFlags.has(attribute));
  const all = [...new Map([...kept, ...added])].map(([Name, Value]) => ({ Name, Value }));
  const poolName = settings.poolId.slice(settings.poolId.indexOf('_') + 1);
  const renewed: User = {
    ...user,
    ...makeVerifier(poolName, user.username, secret),
    status: 'CONFIRMED',
    temporaryUntil: null,
    attributes: { ...user.attributes, ...requireAttributes(settings, all) },
    modifiedAt: clock.now(),
  };
  sessions.end(session);
  await users.save(renewed);
  return renewed;
}
