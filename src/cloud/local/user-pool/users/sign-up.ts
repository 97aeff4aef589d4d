/** Registration: SignUp, ConfirmSignUp, ResendConfirmationCode. */
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { type Operation, operation } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { requireSecretHash } from '../client-secret.ts';
import { attributes, clientId, confirmationCode, password, secret, username } from '../members.ts';
import { expiredCode, limitExceeded, requireCode, sendCode } from '../messages/codes.ts';
import { type Address, addressOf, deliveryDetails, flagOf, inventedDelivery } from '../messages/delivery.ts';
import { subjectOf } from '../messages/messages.ts';
import { type Pool, requireClient } from '../pool.ts';
import { requireAllowedPassword } from '../settings/password-policy.ts';
import { makeVerifier } from '../sign-in/srp.ts';
import { disabled } from './account-state.ts';
import { releaseEmail } from './aliases.ts';
import { requireAttributes } from './attributes.ts';
import { type User, user } from './users.ts';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp = (pool: Pool): Operation =>
  operation(
    v.object({
      ClientId: clientId,
      Username: username,
      SecretHash: secret,
      Password: password,
      UserAttributes: v.nullish(attributes, []),
    }),
    async (input) => {
      const { settings, users } = pool;
      requireClient(pool, input.ClientId);
      requireSecretHash(pool, input.Username, input.SecretHash);
      if (!settings.selfSignUp) {
        throw new ServiceError('NotAuthorizedException', 'SignUp is not permitted for this user pool');
      }
      if (settings.emailIsAlias && /^\S+@\S+$/.test(input.Username)) {
        throw new ServiceError(
          'InvalidParameterException',
          'Username cannot be of email format, since user pool is configured for email alias.',
        );
      }
      requireAllowedPassword(input.Password, settings.passwordPolicy);
      const given = requireAttributes(settings, input.UserAttributes);
      if (settings.preferredNameIsAlias && given.preferred_username) {
        const message = 'A preferred_username cannot be provided before the account is confirmed.';
        throw new ServiceError('InvalidParameterException', message);
      }
      if (users.find(input.Username))
        throw new ServiceError('UsernameExistsException', 'User already exists');

      const sub = randomUUID();
      const poolName = settings.poolId.slice(settings.poolId.indexOf('_') + 1);
      const now = pool.clock.now();
      const newcomer = v.parse(user, {
        sub,
        username: input.Username,
        status: 'UNCONFIRMED',
        attributes: { sub, ...given, ...unverified(given) },
        ...makeVerifier(poolName, input.Username, input.Password),
        createdAt: now,
        modifiedAt: now,
      });
      const answer = { UserConfirmed: false, UserSub: sub };
      // In both cases the name is taken before any `await`.
      const to = addressToVerify(pool, newcomer);
      if (!to) {
        await users.save(newcomer);
        return answer;
      }
      await sendCode(pool, newcomer, 'SignUp', { purpose: 'signUp', to });
      return { ...answer, CodeDeliveryDetails: deliveryDetails(to) };
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html */
export const confirmSignUp = (pool: Pool): Operation =>
  operation(
    v.object({
      ClientId: clientId,
      Username: username,
      SecretHash: secret,
      ConfirmationCode: confirmationCode,
      ForceAliasCreation: v.nullish(v.boolean(), false),
    }),
    async (input) => {
      requireClient(pool, input.ClientId);
      requireSecretHash(pool, input.Username, input.SecretHash);
      const found = findForConfirmation(pool, input.Username);
      // AWS answers about an unknown user as about one with an expired code.
      if (!found) throw expiredCode();
      if (!found.enabled) throw disabled();
      if (found.status === 'CONFIRMED') {
        throw new ServiceError(
          'NotAuthorizedException',
          'User cannot be confirmed. Current status is CONFIRMED',
        );
      }
      await requireCode(pool, found, input.ConfirmationCode, 'signUp');
      const to = addressToVerify(pool, found);
      const released =
        to?.attribute === 'email' ? releaseEmail(pool, found.sub, to.value, input.ForceAliasCreation) : [];
      const confirmed: User = {
        ...found,
        status: 'CONFIRMED',
        codes: {},
        attributes: { ...found.attributes, ...(to ? { [flagOf(to.attribute)]: 'true' } : {}) },
        modifiedAt: pool.clock.now(),
      };
      await pool.users.save(...released, confirmed);
      await pool.triggers.invoke('PostConfirmation', 'PostConfirmation_ConfirmSignUp', subjectOf(confirmed));
      return {};
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html */
export const resendConfirmationCode = (pool: Pool): Operation =>
  operation(v.object({ ClientId: clientId, Username: username, SecretHash: secret }), async (input) => {
    requireClient(pool, input.ClientId);
    requireSecretHash(pool, input.Username, input.SecretHash);
    const name = pool.users.normalise(input.Username);
    if (pool.resentCodes.isReached(name)) throw limitExceeded();
    const found = findForConfirmation(pool, input.Username);
    if (!found?.enabled && pool.settings.hidesUsers) {
      await pool.resentCodes.count(name);
      return { CodeDeliveryDetails: inventedDelivery(pool.settings, input.Username) };
    }
    if (!found?.enabled) throw disabled();
    if (found.status === 'CONFIRMED') {
      throw new ServiceError('InvalidParameterException', 'User is already confirmed.');
    }
    const to = addressToVerify(pool, found);
    if (!to) {
      throw new ServiceError(
        'InvalidParameterException',
        'Cannot resend codes. Auto verification not turned on.',
      );
    }
    const sent = sendCode(pool, found, 'ResendCode', { purpose: 'signUp', to });
    await Promise.all([pool.resentCodes.count(name), sent]);
    return { CodeDeliveryDetails: deliveryDetails(to) };
  });

/** @throws ServiceError UserNotFoundException, unless the pool hides who exists */
function findForConfirmation({ users, settings }: Pool, name: string): User | undefined {
  const found = users.find(name);
  if (!found && !settings.hidesUsers) {
    throw new ServiceError('UserNotFoundException', 'Username/client id combination not found.');
  }
  return found;
}

/** If both are to be verified, Cognito sends the code to the phone. */
function addressToVerify({ settings }: Pool, newcomer: User): Address | undefined {
  const [attribute] = (['phone_number', 'email'] as const).filter(
    (name) => settings.verifies.includes(name) && newcomer.attributes[name],
  );
  return attribute && addressOf(newcomer, attribute);
}

/** The flags of the given addresses. */
const unverified = (given: Record<string, string>) =>
  Object.fromEntries(
    (['email', 'phone_number'] as const).filter((name) => given[name]).map((name) => [flagOf(name), 'false']),
  );
