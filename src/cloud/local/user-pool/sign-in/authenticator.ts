/** Codes of an authenticator app: RFC 6238 with SHA-1, six digits, 30 seconds, one step of tolerance on either side. */
import { Secret, TOTP } from 'otpauth';
import { ServiceError } from '../../server/service-error.ts';
import type { UserPoolSettings } from '../settings/settings.ts';

const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** 32 random bytes in base32, as long as Cognito's. */
export const newSecret = () => new Secret({ size: 32 }).base32;

/**
 * The 30-second step of a code, counted since 1970.
 *
 * @param secret base32
 * @param now epoch ms
 * @returns null for a code that is not valid now
 */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const found = { ...parameters, token: code, secret: Secret.fromBase32(secret), timestamp: now, window: 1 };
  const delta = TOTP.validate(found);
  return delta === null ? null : Math.floor(now / 1000 / parameters.period) + delta;
}

/** @throws ServiceError SoftwareTokenMFANotFoundException if the pool has no authenticators */
export function requireAuthenticators({ mfa }: UserPoolSettings): void {
  if (mfa.mode !== 'off' && mfa.methods.includes('SOFTWARE_TOKEN_MFA')) return;
  const message = 'Software Token MFA has not been enabled for the userPool.';
  throw new ServiceError('SoftwareTokenMFANotFoundException', message);
}

/** Checks the test code of a set-up. @returns its step. @throws ServiceError EnableSoftwareTokenMFAException */
export function requireCodeOf(secret: string | null | undefined, code: string, now: number): number {
  const step = secret ? stepOfCode(secret, code, now) : null;
  if (step !== null) return step;
  const message = 'Code mismatch and fail enable Software Token MFA';
  throw new ServiceError('EnableSoftwareTokenMFAException', message);
}
