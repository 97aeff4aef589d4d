/** The identity pool's own token, which `sts:AssumeRoleWithWebIdentity` takes on AWS. */
import { SignJWT } from 'jose';
import type { Login, LoginChecks } from './login.ts';

/** Seconds. https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_GetOpenIdToken.html */
const lifetime = 10 * 60;

/** @param login null for a guest */
export function openIdToken(
  { settings, key, clock }: Pick<LoginChecks, 'settings' | 'key' | 'clock'>,
  identityId: string,
  login: Login | null,
): Promise<string> {
  const now = Math.floor(clock.now() / 1000);
  const amr = login
    ? ['authenticated', login.provider, `${login.provider}:CognitoSignIn:${login.sub}`]
    : ['unauthenticated'];
  return new SignJWT({ amr })
    .setProtectedHeader({ kid: key.kid, alg: 'RS256' })
    .setIssuer('https://cognito-identity.amazonaws.com')
    .setSubject(identityId)
    .setAudience(settings.id)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(key.privateKey);
}
