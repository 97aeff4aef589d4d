/** Operations on the user's own second factors: AssociateSoftwareToken, VerifySoftwareToken, SetUserMFAPreference. */
import * as v from 'valibot';
import { type Operation, operation, pattern, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { session, token } from '../members.ts';
import type { Pool } from '../pool.ts';
import type { MfaMethod } from '../settings/settings.ts';
import { requireSignedIn } from '../tokens/signed-in.ts';
import type { User } from '../users/users.ts';
import { newSecret, requireAuthenticators, requireCodeOf } from './authenticator.ts';
import type { Challenges } from './challenges/challenges.ts';
import { isSetUp } from './second-factor.ts';

const authenticator = 'SOFTWARE_TOKEN_MFA';
const either = () =>
  new ServiceError('InvalidParameterException', 'Invalid or missing access token or session.');

/**
 * A new authenticator ends the earlier one at once. GetUser goes on listing the method, as on AWS.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 */
export const associateSoftwareToken = (pool: Pool, challenges: Challenges): Operation =>
  operation(
    v.object({ AccessToken: v.nullish(token), Session: v.nullish(session) }),
    async ({ AccessToken, Session }) => {
      if (!AccessToken) {
        if (!Session) throw either();
        return challenges.associate(Session);
      }
      const user = await requireSignedIn(pool, AccessToken);
      requireAuthenticators(pool.settings);
      const SecretCode = newSecret();
      await pool.users.save({
        ...user,
        mfa: { ...user.mfa, totpSecret: null, unverifiedSecret: SecretCode },
      });
      return { SecretCode };
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken = (pool: Pool, challenges: Challenges): Operation =>
  operation(
    v.object({
      AccessToken: v.nullish(token),
      Session: v.nullish(session),
      UserCode: v.pipe(text(6, 6), pattern(/^[0-9]+$/)),
      FriendlyDeviceName: v.nullish(text(0, 131_072)),
    }),
    async ({ AccessToken, Session, UserCode }) => {
      if (!AccessToken) {
        if (!Session) throw either();
        return { Status: 'SUCCESS', ...(await challenges.verify(Session, UserCode)) };
      }
      const user = await requireSignedIn(pool, AccessToken);
      requireAuthenticators(pool.settings);
      const { unverifiedSecret } = user.mfa;
      // The test code counts as used: a sign-in needs the next one.
      const usedStep = requireCodeOf(unverifiedSecret, UserCode, pool.clock.now());
      await pool.users.save({
        ...user,
        mfa: { ...user.mfa, totpSecret: unverifiedSecret, unverifiedSecret: null, usedStep },
      });
      return { Status: 'SUCCESS' };
    },
  );

const preference = v.nullish(
  v.object({ Enabled: v.nullish(v.boolean(), false), PreferredMfa: v.nullish(v.boolean(), false) }),
);
export const preferences = { SMSMfaSettings: preference, SoftwareTokenMfaSettings: preference };
type Preferences = v.InferOutput<v.ObjectSchema<typeof preferences, undefined>>;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setMfaPreference = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token, ...preferences }), async (input) => {
    await pool.users.save(withPreferences(pool, await requireSignedIn(pool, input.AccessToken), input));
    return {};
  });

/** @throws ServiceError InvalidParameterException for a factor that the pool or the user does not have */
export function withPreferences({ settings }: Pool, user: User, given: Preferences): User {
  const wanted = [
    ['SMS_MFA', given.SMSMfaSettings],
    [authenticator, given.SoftwareTokenMfaSettings],
  ] as const;
  if (wanted.every(([, setting]) => setting?.PreferredMfa)) {
    throw new ServiceError('InvalidParameterException', 'Only one MFA method can be preferred.');
  }
  let changed = user;
  for (const [method, setting] of wanted) {
    if (!setting) continue;
    if (setting.Enabled && !(settings.mfa.methods.includes(method) && isSetUp(user, method))) {
      const message = `User does not have delivery config set to turn on ${method}`;
      throw new ServiceError('InvalidParameterException', message);
    }
    changed = withMethods(changed, (one) => one !== method, setting.Enabled ? [method] : []);
    if (setting.Enabled && setting.PreferredMfa) {
      changed = { ...changed, mfa: { ...changed.mfa, preferred: method } };
    }
  }
  return changed;
}

/** Returns the user with the remaining and the added methods. A preference for a removed method is removed too. */
function withMethods(
  user: User,
  stays: (method: MfaMethod) => boolean,
  added: readonly MfaMethod[] = [],
): User {
  const { enabled, preferred } = user.mfa;
  const kept = preferred !== null && stays(preferred) ? preferred : null;
  return { ...user, mfa: { ...user.mfa, enabled: [...enabled.filter(stays), ...added], preferred: kept } };
}
