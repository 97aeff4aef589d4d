/**
 * Sets a new password: after a forgotten one (ForgotPassword, ConfirmForgotPassword), or with the present one
 * (ChangePassword).
 */
import * as v from 'valibot';
import { type Operation, operation } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { requireSecretHash } from '../client-secret.ts';
import { clientId, confirmationCode, password, secret, token, username } from '../members.ts';
import { codeMismatch, limitExceeded, requireCode, sendCode } from '../messages/codes.ts';
import { deliveryDetails, inventedDelivery, verifiedAddress } from '../messages/delivery.ts';
import { subjectOf } from '../messages/messages.ts';
import { type Pool, requireClient } from '../pool.ts';
import { requireAllowedPassword } from '../settings/password-policy.ts';
import { isPassword, makeVerifier } from '../sign-in/srp.ts';
import { requireSignedIn } from '../tokens/signed-in.ts';
import { disabled } from './account-state.ts';
import type { User } from './users.ts';

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword = (pool: Pool): Operation =>
  operation(v.object({ ClientId: clientId, Username: username, SecretHash: secret }), async (input) => {
    requireClient(pool, input.ClientId);
    requireSecretHash(pool, input.Username, input.SecretHash);
    const name = pool.users.normalise(input.Username);
    if (pool.resentCodes.isReached(name)) throw limitExceeded();
    const user = pool.users.find(input.Username);
    const to = user?.enabled ? verifiedAddress(user, pool.settings.recovery) : undefined;
    // Nobody, a disabled user and one without an address look like all others.
    if (pool.settings.hidesUsers && !to) {
      await pool.resentCodes.count(name);
      return { CodeDeliveryDetails: inventedDelivery(pool.settings, input.Username) };
    }
    if (!user) throw notFound();
    if (!user.enabled) throw disabled();
    if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER') {
      const message = 'User password cannot be reset in the current state.';
      throw new ServiceError('NotAuthorizedException', message);
    }
    if (!to) {
      throw new ServiceError(
        'InvalidParameterException',
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      );
    }
    await Promise.all([
      pool.resentCodes.count(name),
      sendCode(pool, user, 'ForgotPassword', { purpose: 'resetPassword', to, lifetime: hour }),
    ]);
    return { CodeDeliveryDetails: deliveryDetails(to) };
  });

/** Validity of a code for a new password, in seconds. */
const hour = 60 * 60;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword = (pool: Pool): Operation =>
  operation(
    v.object({
      ClientId: clientId,
      Username: username,
      SecretHash: secret,
      ConfirmationCode: confirmationCode,
      Password: password,
    }),
    async (input) => {
      requireClient(pool, input.ClientId);
      requireSecretHash(pool, input.Username, input.SecretHash);
      const user = pool.users.find(input.Username);
      if (!user?.enabled && pool.settings.hidesUsers) throw codeMismatch();
      if (!user) throw notFound();
      if (!user.enabled) throw disabled();
      requireAllowedPassword(input.Password, pool.settings.passwordPolicy);
      await requireCode(pool, user, input.ConfirmationCode, 'resetPassword');
      const renewed = withPassword(pool, user, input.Password);
      await pool.users.save(renewed);
      await pool.lockOut.forget(pool.users.normalise(user.username));
      await pool.triggers.invoke(
        'PostConfirmation',
        'PostConfirmation_ConfirmForgotPassword',
        subjectOf(renewed),
      );
      return {};
    },
  );

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword = (pool: Pool): Operation =>
  operation(
    v.object({ PreviousPassword: password, ProposedPassword: password, AccessToken: token }),
    async (input) => {
      const user = await requireSignedIn(pool, input.AccessToken);
      const account = pool.users.normalise(user.username);
      if (pool.lockOut.isLocked(account)) {
        throw new ServiceError(
          'LimitExceededException',
          'Attempt limit exceeded, please try after some time.',
        );
      }
      if (!isPassword(poolName(pool), user, input.PreviousPassword)) {
        await pool.lockOut.countFailure(account);
        throw new ServiceError('NotAuthorizedException', 'Incorrect username or password.');
      }
      requireAllowedPassword(input.ProposedPassword, pool.settings.passwordPolicy);
      await pool.users.save(withPassword(pool, user, input.ProposedPassword));
      await pool.lockOut.forget(account);
      return {};
    },
  );

const notFound = () => new ServiceError('UserNotFoundException', 'Username/client id combination not found.');

const poolName = ({ settings }: Pool) => settings.poolId.slice(settings.poolId.indexOf('_') + 1);

/** The user with a password of their own. An unfinished reset is removed. */
function withPassword(pool: Pool, user: User, secret: string): User {
  const { resetPassword: _, ...codes } = user.codes;
  const status = user.status === 'RESET_REQUIRED' ? 'CONFIRMED' : user.status;
  const made = makeVerifier(poolName(pool), user.username, secret);
  return { ...user, ...made, status, codes, temporaryUntil: null, modifiedAt: pool.clock.now() };
}
