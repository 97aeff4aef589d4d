/** The step after a temporary password: the challenge NEW_PASSWORD_REQUIRED, and its answer. */
import { randomBytes } from 'node:crypto';
import { ServiceError } from '../server/service-error.ts';
import { requireAttributes } from './attributes.ts';
import { requireAllowedPassword } from './password-policy.ts';
import type { Pool } from './pool.ts';
import { makeVerifier } from './srp.ts';
import type { User } from './users.ts';

const challengeName = 'NEW_PASSWORD_REQUIRED';

/** Flags that are the pool's own to set; the client is not told of them. */
const ownFlags = new Set(['sub', 'email_verified', 'phone_number_verified']);

export interface NewPasswordStep {
  /** @throws ServiceError NotAuthorizedException for a temporary password that is too old */
  ask(user: User): { ChallengeName: string; Session: string; ChallengeParameters: Record<string, string> };
  /** @returns the user with the new password, saved. @throws ServiceError as Cognito */
  answer(session: string | null | undefined, given: Record<string, string>): Promise<User>;
}

/** Sessions are good once and for the client's session validity. A restart forgets them: the person signs in again. */
export function createNewPasswordStep(pool: Pool): NewPasswordStep {
  const begun = new Map<string, { sub: string; verifier: string; expiresAt: number }>();
  const { settings, users, clock } = pool;

  function take(session: string | null | undefined): User {
    const one = begun.get(session ?? '');
    begun.delete(session ?? '');
    const user = one && users.bySub(one.sub);
    // The account may have changed since: then the password that led here is not theirs any more.
    if (!user || one.expiresAt <= clock.now() || user.verifier !== one.verifier) {
      throw new ServiceError('NotAuthorizedException', 'Invalid session for the user, session is expired.');
    }
    return user;
  }

  return {
    ask(user) {
      if ((user.temporaryUntil ?? 0) <= clock.now()) {
        const message = 'Temporary password has expired and must be reset by an administrator.';
        throw new ServiceError('NotAuthorizedException', message);
      }
      const Session = randomBytes(96).toString('base64url');
      const expiresAt = clock.now() + settings.validity.challenge * 1000;
      for (const [key, one] of begun) if (one.expiresAt <= clock.now()) begun.delete(key);
      begun.set(Session, { sub: user.sub, verifier: user.verifier, expiresAt });
      const shown = Object.entries(user.attributes).filter(([name]) => name !== 'sub');
      const missing = settings.requiredAttributes.filter((name) => !user.attributes[name]);
      return {
        ChallengeName: challengeName,
        Session,
        ChallengeParameters: {
          USER_ID_FOR_SRP: user.username,
          userAttributes: JSON.stringify(Object.fromEntries(shown)),
          requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
        },
      };
    },

    async answer(session, given) {
      const user = take(session);
      const secret = given.NEW_PASSWORD ?? '';
      requireAllowedPassword(secret, settings.passwordPolicy);
      const added = Object.entries(given).flatMap(([key, Value]) => {
        const [, Name] = /^userAttributes\.(.+)$/.exec(key) ?? [];
        return Name === undefined ? [] : [{ Name, Value }];
      });
      const kept = Object.entries(user.attributes).filter(([name]) => !ownFlags.has(name));
      const all = new Map([...kept, ...added.map(({ Name, Value }) => [Name, Value] as const)]);
      const checked = requireAttributes(
        settings,
        [...all].map(([Name, Value]) => ({ Name, Value })),
      );
      const poolName = settings.poolId.slice(settings.poolId.indexOf('_') + 1);
      const renewed: User = {
        ...user,
        ...makeVerifier(poolName, user.username, secret),
        status: 'CONFIRMED',
        temporaryUntil: null,
        attributes: { ...user.attributes, ...checked },
        modifiedAt: clock.now(),
      };
      await users.save(renewed);
      return renewed;
    },
  };
}
