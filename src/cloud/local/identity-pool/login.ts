/** Finds the caller of the identity pool by the ID token in `Logins`. */
import { decodeJwt, errors, jwtVerify } from 'jose';
import type { Clock } from '../clock.ts';
import { ServiceError } from '../server/service-error.ts';
import type { SigningKey } from '../user-pool/tokens/signing-key.ts';
import type { IdentityPoolSettings } from './settings.ts';

export interface Login {
  /** The key of `Logins`: `cognito-idp.REGION.amazonaws.com/POOLID`. */
  provider: string;
  sub: string;
}

export interface LoginChecks {
  settings: IdentityPoolSettings;
  /** The user pool's. */
  key: SigningKey;
  /** Whether the tokens with this `event_id` were revoked. */
  isRevoked(eventId: string): boolean;
  clock: Clock;
}

const notAuthorized = (message: string) => new ServiceError('NotAuthorizedException', message);

/**
 * @returns null for a guest
 * @throws ServiceError NotAuthorizedException or InvalidParameterException in AWS's words
 */
export async function readLogin(checks: LoginChecks, logins: Record<string, string>): Promise<Login | null> {
  const [entry, ...more] = Object.entries(logins);
  if (!entry) return null;
  const [provider, token] = entry;
  if (more.length > 0 || !/^[\w.-]+(\/[\w-]+)?$/.test(provider)) {
    throw new ServiceError('InvalidParameterException', 'Please provide a valid public provider');
  }
  const known = checks.settings.providers.get(provider);
  if (!known) throw notAuthorized('Token is not from a supported provider of this identity pool.');
  const claims = await verifyIdToken(checks, provider, known.clientId, token);
  if (known.checksRevocation && checks.isRevoked(claims.eventId)) {
    throw notAuthorized('Invalid login token. Token has been revoked.');
  }
  return { provider, sub: claims.sub };
}

async function verifyIdToken(checks: LoginChecks, provider: string, clientId: string, token: string) {
  try {
    const unchecked = decodeJwt(token);
    if (unchecked.iss !== `https://${provider}`) {
      throw notAuthorized("Invalid login token. Issuer doesn't match providerName");
    }
    if (unchecked.aud === undefined)
      throw notAuthorized('Invalid login token. Missing a required claim: aud');
    const { payload } = await jwtVerify(token, checks.key.publicKey, {
      issuer: `https://${provider}`,
      audience: clientId,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(checks.clock.now()),
    });
    if (payload.token_use === 'id' && payload.sub !== undefined) {
      return { sub: payload.sub, eventId: String(payload.event_id) };
    }
  } catch (error) {
    if (error instanceof errors.JWTExpired) {
      const now = Math.floor(checks.clock.now() / 1000);
      throw notAuthorized(`Invalid login token. Token expired: ${error.payload.exp} >= ${now}`);
    }
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      throw notAuthorized('Invalid login token. Token signature invalid.');
    }
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
      throw notAuthorized('Invalid login token. Incorrect token audience.');
    }
    if (!(error instanceof errors.JOSEError)) throw error;
  }
  throw notAuthorized('Invalid login token. Not a valid OpenId Connect identity token.');
}
