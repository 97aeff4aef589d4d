/** Sign-ins between two steps. Each goes by a secret that the client sends back, and ends with the step or with its time. */
import { randomBytes } from 'node:crypto';
import { ServiceError } from '../../../server/service-error.ts';
import type { Pool } from '../../pool.ts';
import type { User } from '../../users/users.ts';
import type { ChallengeName } from './challenge.ts';

/** What the step needs to remember. */
export interface Asked {
  challenge: ChallengeName;
  /** The code that was sent. */
  code?: string;
  /** Of an authenticator that is being set up, base32. */
  secret?: string;
  /** Whether a code of it has been right. */
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
  /** Whose step this is; it goes on. @throws ServiceError NotAuthorizedException where there is none such */
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
      // The account may have changed since: then the password that led here is not theirs any more.
      const isGood = user?.enabled && one && one.expiresAt > clock.now() && user.verifier === one.verifier;
      if (!isGood || one.challenge !== challenge) {
        throw new ServiceError('NotAuthorizedException', 'Invalid session for the user, session is expired.');
      }
      return { user, asked: one };
    },
    end: (session) => void begun.delete(session ?? ''),
  };
}
