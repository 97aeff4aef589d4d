/** Operations on a signed-in person's own account. Each call is authorized by their access token. */
import * as v from 'valibot';
import { type Factor, factorsNamed } from '../../contract/challenge.ts';
import { hasCode } from '../../contract/errors.ts';
import { parseAnswer } from '../parse.ts';
import type { CognitoStep } from './cognito-errors.ts';
import type { Lease } from './lease.ts';
import { readDestination } from './recovery.ts';
import type { CallUserPool } from './user-pool-client.ts';

export interface OwnUser {
  read(): Promise<{ attributes: Record<string, string>; factors: Factor[]; preferred: Factor | null }>;
  /** @returns the destinations of codes, by attribute. Such a change takes effect once its code is given */
  change(attributes: Record<string, string>): Promise<Record<string, string>>;
  /** Sends a code for an attribute. @returns its destination, masked */
  sendCode(attribute: string): Promise<string>;
  verify(attribute: string, code: string): Promise<void>;
  changePassword(current: string, password: string): Promise<void>;
  /** A new secret for an authenticator app, base32. It is active once its first code is given. */
  beginAuthenticator(): Promise<string>;
  confirmAuthenticator(code: string): Promise<void>;
  /**
   * Sets the second factors of the sign-in, and the preferred one. Factors that are neither on nor turned on are not
   * mentioned: Cognito refuses settings of text messages for a person without a telephone number.
   */
  useFactors(used: readonly Factor[], preferred: Factor | null): Promise<void>;
  delete(): Promise<void>;
}

const pairs = v.pipe(
  v.array(v.object({ Name: v.string(), Value: v.optional(v.string(), '') })),
  v.transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))),
);
const user = v.object({
  UserAttributes: pairs,
  UserMFASettingList: v.nullish(v.array(v.string()), []),
  PreferredMfaSetting: v.nullish(v.string(), ''),
});
const changed = v.object({
  CodeDeliveryDetailsList: v.nullish(
    v.array(v.object({ AttributeName: v.string(), Destination: v.optional(v.string(), '') })),
    [],
  ),
});
const associated = v.object({ SecretCode: v.string() });

const settings: Record<Factor, string> = {
  sms: 'SMSMfaSettings',
  email: 'EmailMfaSettings',
  authenticator: 'SoftwareTokenMfaSettings',
};

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html and the operations
 * beside it.
 *
 * @param lease of the account: it authorizes every try of a call
 */
export function createOwnUser(
  call: CallUserPool,
  { tokens, signal }: Pick<Lease, 'tokens' | 'signal'>,
): OwnUser {
  async function ask(operation: string, body: object = {}, step: CognitoStep = 'account'): Promise<unknown> {
    const attempt = async (renew: boolean) =>
      call(operation, { ...body, AccessToken: (await tokens({ renew })).accessToken }, step, signal);
    return attempt(false).catch((error: unknown) => {
      // A token that looks fresh here may be invalid there: one more try with a new one.
      if (hasCode(error, 'signInAgain')) return attempt(true);
      throw error;
    });
  }

  async function read() {
    const answer = parseAnswer(user, await ask('GetUser'));
    return {
      attributes: answer.UserAttributes,
      factors: factorsNamed(answer.UserMFASettingList),
      preferred: factorsNamed([answer.PreferredMfaSetting])[0] ?? null,
    };
  }

  return {
    read,
    async change(attributes) {
      const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
      const answer = parseAnswer(changed, await ask('UpdateUserAttributes', { UserAttributes }));
      const sent = answer.CodeDeliveryDetailsList;
      return Object.fromEntries(sent.map(({ AttributeName, Destination }) => [AttributeName, Destination]));
    },
    sendCode: async (AttributeName) =>
      readDestination(await ask('GetUserAttributeVerificationCode', { AttributeName })),
    async verify(AttributeName, Code) {
      await ask('VerifyUserAttribute', { AttributeName, Code });
    },
    async changePassword(PreviousPassword, ProposedPassword) {
      await ask('ChangePassword', { PreviousPassword, ProposedPassword }, 'changePassword');
    },
    beginAuthenticator: async () => parseAnswer(associated, await ask('AssociateSoftwareToken')).SecretCode,
    async confirmAuthenticator(UserCode) {
      await ask('VerifySoftwareToken', { UserCode }, 'authenticator');
    },
    async useFactors(used, preferred) {
      const { factors: on } = await read();
      const each = [...new Set([...on, ...used])].map((factor) => [
        settings[factor],
        { Enabled: used.includes(factor), PreferredMfa: factor === preferred },
      ]);
      if (each.length > 0) await ask('SetUserMFAPreference', Object.fromEntries(each));
    },
    async delete() {
      await ask('DeleteUser').catch((error: unknown) => {
        // The user is gone already, which is the goal.
        if (!hasCode(error, 'userNotFound')) throw error;
      });
    },
  };
}
