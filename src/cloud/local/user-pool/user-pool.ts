/** The user pool: Cognito's `cognito-idp` service for the one pool of the stack. */
import type { Clock, Lifetimes } from '../clock.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { Records } from '../records/records.ts';
import type { HttpRequest } from '../server/http.ts';
import type { Service } from '../server/operation.ts';
import { adminOperations } from './admin/admin.ts';
import { createDevices, device } from './devices/devices.ts';
import { deviceOperations } from './devices/operations.ts';
import { attempts, createLimit, createLockOut } from './limits.ts';
import type { Pool } from './pool.ts';
import type { UserPoolSettings } from './settings/settings.ts';
import { type Challenges, createChallenges } from './sign-in/challenges/challenges.ts';
import { associateSoftwareToken, setMfaPreference, verifySoftwareToken } from './sign-in/mfa.ts';
import { signInOperations } from './sign-in/sign-in.ts';
import { getTokensFromRefreshToken } from './tokens/refresh.ts';
import type { SigningKey } from './tokens/signing-key.ts';
import { createTokens, session } from './tokens/tokens.ts';
import { createTriggers, type InvokeTrigger } from './triggers.ts';
import { deleteUser, getUser, globalSignOut, revokeToken } from './users/account.ts';
import {
  deleteAttributes,
  getVerificationCode,
  updateAttributes,
  verifyAttribute,
} from './users/own-attributes.ts';
import { changePassword, confirmForgotPassword, forgotPassword } from './users/recovery.ts';
import { confirmSignUp, resendConfirmationCode, signUp } from './users/sign-up.ts';
import { createUsers, user } from './users/users.ts';

export interface UserPool extends Service {
  pool: Pool;
  /** The steps after the password. The hosted sign-in shares them. */
  challenges: Challenges;
  /** Deletes all users. */
  reset(): Promise<void>;
}

const hour = 60 * 60_000;

export async function createUserPool(parts: {
  settings: UserPoolSettings;
  records: Records;
  key: SigningKey;
  secret: string;
  mailbox: Mailbox;
  clock: Clock;
  lifetimes: Lifetimes;
  invoke: InvokeTrigger;
  /** @throws ServiceError for a caller who may not use the admin operations */
  requireOperator(request: HttpRequest): void;
}): Promise<UserPool> {
  const { settings, records, clock } = parts;
  const tables = {
    users: records.table('user', user),
    sessions: records.table('session', session),
    devices: records.table('device', device),
    wrongPasswords: records.table('wrongPasswords', attempts),
    wrongCodes: records.table('wrongCodes', attempts),
    resentCodes: records.table('resentCodes', attempts),
  };
  const expired = tables.sessions.values().filter((one) => one.expiresAt <= clock.now());
  await tables.sessions.delete(...expired.map((one) => one.eventId));

  const perHour = { most: 5, windowMs: hour };
  const pool: Pool = {
    ...parts,
    users: createUsers(tables.users, settings),
    devices: createDevices(tables.devices, settings, clock),
    triggers: createTriggers(settings, parts.invoke),
    tokens: createTokens({ ...parts, sessions: tables.sessions }),
    lockOut: createLockOut(tables.wrongPasswords, clock),
    wrongCodes: createLimit(tables.wrongCodes, clock, perHour),
    resentCodes: createLimit(tables.resentCodes, clock, perHour),
  };
  const challenges = createChallenges(pool);
  const signIn = signInOperations(pool, challenges);
  const admin = new Map([...adminOperations(pool), ...signIn.operator]);
  return {
    name: 'cognito-idp',
    pool,
    challenges,
    operations: new Map([
      ['SignUp', signUp(pool)],
      ['ConfirmSignUp', confirmSignUp(pool)],
      ['ResendConfirmationCode', resendConfirmationCode(pool)],
      ...signIn.client,
      ...deviceOperations(pool),
      ['GetTokensFromRefreshToken', getTokensFromRefreshToken(pool)],
      ['ForgotPassword', forgotPassword(pool)],
      ['ConfirmForgotPassword', confirmForgotPassword(pool)],
      ['ChangePassword', changePassword(pool)],
      ['GetUser', getUser(pool)],
      ['UpdateUserAttributes', updateAttributes(pool)],
      ['DeleteUserAttributes', deleteAttributes(pool)],
      ['GetUserAttributeVerificationCode', getVerificationCode(pool)],
      ['VerifyUserAttribute', verifyAttribute(pool)],
      ['AssociateSoftwareToken', associateSoftwareToken(pool, challenges)],
      ['VerifySoftwareToken', verifySoftwareToken(pool, challenges)],
      ['SetUserMFAPreference', setMfaPreference(pool)],
      ['DeleteUser', deleteUser(pool)],
      ['RevokeToken', revokeToken(pool)],
      ['GlobalSignOut', globalSignOut(pool)],
      ...admin,
    ]),
    admin: { operations: new Set(admin.keys()), require: parts.requireOperator },
    async reset() {
      for (const table of Object.values(tables)) await table.clear();
    },
  };
}
