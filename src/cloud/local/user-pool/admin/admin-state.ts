/** Admin operations that change one user: confirmation, enabled or not, attributes, second factors, sessions. */
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { attributes } from '../members.ts';
import { sendCode } from '../messages/codes.ts';
import { verifiedAddress } from '../messages/delivery.ts';
import { subjectOf } from '../messages/messages.ts';
import type { Pool } from '../pool.ts';
import { preferences, withPreferences } from '../sign-in/mfa.ts';
import { disabled } from '../users/account-state.ts';
import { releaseEmail, requireFreeName } from '../users/aliases.ts';
import { misfit, requireKnown, requireKnownName } from '../users/attributes.ts';
import type { User } from '../users/users.ts';
import { ofUser, requireUser } from './admin-user.ts';

export function stateOperations(pool: Pool): Map<string, Operation> {
  return new Map([
    ['AdminConfirmSignUp', confirmSignUp(pool)],
    ['AdminEnableUser', setEnabled(pool, true)],
    ['AdminDisableUser', setEnabled(pool, false)],
    ['AdminUpdateUserAttributes', updateAttributes(pool)],
    ['AdminDeleteUserAttributes', deleteAttributes(pool)],
    ['AdminResetUserPassword', resetPassword(pool)],
    ['AdminSetUserMFAPreference', setMfaPreference(pool)],
    ['AdminUserGlobalSignOut', signOut(pool)],
  ]);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html */
const confirmSignUp = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => {
    const user = requireUser(pool, input);
    if (user.status !== 'UNCONFIRMED') {
      const message = `User cannot be confirmed. Current status is ${user.status}`;
      throw new ServiceError('NotAuthorizedException', message);
    }
    // Nobody has proved to own the address, so it stays unverified.
    const confirmed: User = { ...user, status: 'CONFIRMED', codes: {}, modifiedAt: pool.clock.now() };
    await pool.users.save(confirmed);
    await pool.triggers.invoke('PostConfirmation', 'PostConfirmation_ConfirmSignUp', subjectOf(confirmed));
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html */
const setEnabled = (pool: Pool, enabled: boolean): Operation =>
  operation(v.object(ofUser), async (input) => {
    const user = requireUser(pool, input);
    await pool.users.save({ ...user, enabled, modifiedAt: pool.clock.now() });
    if (!enabled) await pool.tokens.revokeAll(user.sub);
    return {};
  });

/**
 * An operator may set every attribute, including the flags of verified addresses.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
const updateAttributes = (pool: Pool): Operation =>
  operation(v.object({ ...ofUser, UserAttributes: attributes }), async (input) => {
    const user = requireUser(pool, input);
    const changed = { ...user.attributes, ...requireKnown(pool.settings, input.UserAttributes) };
    await save(pool, user, changed);
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUserAttributes.html */
const deleteAttributes = (pool: Pool): Operation =>
  operation(v.object({ ...ofUser, UserAttributeNames: v.array(text(1, 32)) }), async (input) => {
    const user = requireUser(pool, input);
    for (const name of input.UserAttributeNames) requireKnownName(pool.settings, name);
    const emptied = Object.fromEntries(input.UserAttributeNames.map((name) => [name, '']));
    await save(pool, user, { ...user.attributes, ...emptied });
    return {};
  });

/**
 * Saves a user's attributes, without the empty ones.
 *
 * @throws ServiceError InvalidParameterException if a required one is empty, AliasExistsException if another user has
 * verified the address
 */
async function save(pool: Pool, user: User, changed: Record<string, string>): Promise<void> {
  for (const name of pool.settings.requiredAttributes) {
    if (changed[name] === '') throw misfit(name, `The attribute ${name} is required`);
  }
  if (changed.email && changed.email_verified === 'true') releaseEmail(pool, user.sub, changed.email, false);
  requireFreeName(pool, user, changed.preferred_username);
  const attributes = Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== ''));
  await pool.users.save({ ...user, attributes, modifiedAt: pool.clock.now() });
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminResetUserPassword.html */
const resetPassword = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => {
    const user = requireUser(pool, input);
    if (!user.enabled) throw disabled();
    if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER') {
      const message = 'User password cannot be reset in the current state.';
      throw new ServiceError('NotAuthorizedException', message);
    }
    const to = verifiedAddress(user, pool.settings.recovery);
    if (!to)
      throw new ServiceError('InvalidParameterException', 'User has no verified email or phone_number.');
    const reset: User = { ...user, status: 'RESET_REQUIRED', modifiedAt: pool.clock.now() };
    await sendCode(pool, reset, 'ForgotPassword', { purpose: 'resetPassword', to });
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
const setMfaPreference = (pool: Pool): Operation =>
  operation(v.object({ ...ofUser, ...preferences }), async (input) => {
    await pool.users.save(withPreferences(pool, requireUser(pool, input), input));
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html */
const signOut = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => {
    await pool.tokens.revokeAll(requireUser(pool, input).sub);
    return {};
  });
