/**
 * Sign-ins between two steps. Each has a secret that the client sends back, and ends with the step or at its expiry.
 */
import { randomBytes } from 'node:crypto';
import { ServiceError } from '../../../server/service-error.ts';
import type { Pool } from '../../pool.ts';
import type { User } from '../../users/users.ts';
import type { ChallengeName } from './challenge.ts';

/** The data that the step needs. */
export interface Asked {
  challenge: ChallengeName;
  /** The code that was sent. */
  code?: string;
  /** Secret of an authenticator that is being set up, base32. */
  secret?: string;
  /** Whether one of its codes was correct. */
  verified?: boolean;
}

interface Begun extends Asked {
  sub: string;
  verifier: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface ChallengeSessions {
  begin(user: User, asked: Asked): string;
  /** The user and data of the step; it continues. @throws ServiceError NotAuthorizedException if there is none */
  find(session: string | null | undefined, challenge: ChallengeName): { user: User; asked: Asked };
  end(session: string | null | undefined): void;
}

/** Kept in memory: a restart forgets them, and the person signs in again. */
export function createChallengeSessions(pool: Pool): ChallengeSessions {
  const begun = new Map<string, Begun>();
  const { clock, settings, users } = pool;
  return {
    begin(user, asked) {
      for (const [key, one] of begun) if (one.expiresAt <= clock.now()) begun.delete(key);
      const session = randomBytes(96).toString('base64url');
      const expiresAt = clock.now() + settings.validity.challenge * 1000;
      begun.set(session, { ...asked, sub: user.sub, verifier: user.verifier, expiresAt });
      return session;
    },
    find(session, challenge) {
      const one = begun.get(session ?? '');
      const user = one && users.bySub(one.sub);
      // The account may have changed: then the password of this sign-in is no longer valid.
      const isGood = user?.enabled && one && one.expiresAt > clock.now() && user.verifier === one.verifier;
      if (!isGood || one.challenge !== challenge) {
        throw new ServiceError('NotAuthorizedException', 'Invalid session for the user, session is expired.');
      }
      return { user, asked: one };
    },
    end: (session) => void begun.delete(session ?? ''),
  };
}
