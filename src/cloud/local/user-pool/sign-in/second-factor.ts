/** A user's second factors: the one that a sign-in asks for, and those that the user has. */
import type { MfaMethod, UserPoolSettings } from '../settings/settings.ts';
import type { User } from '../users/users.ts';

/** The step after the password. */
export type Factor =
  | { kind: 'none' }
  | { kind: 'code'; method: MfaMethod }
  | { kind: 'choice'; methods: readonly MfaMethod[] }
  /** The pool requires a second factor, and this user has none yet. */
  | { kind: 'setUp' };

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html */
export function factorOf({ mfa }: Pick<UserPoolSettings, 'mfa'>, user: User): Factor {
  if (mfa.mode === 'off') return { kind: 'none' };
  const required = mfa.mode === 'required';
  const methods = mfa.methods.filter(
    (method) => (required || user.mfa.enabled.includes(method)) && isSetUp(user, method),
  );
  const [only, ...others] = methods;
  if (only === undefined) return { kind: required ? 'setUp' : 'none' };
  const { preferred } = user.mfa;
  if (preferred && methods.includes(preferred)) return { kind: 'code', method: preferred };
  return others.length === 0 ? { kind: 'code', method: only } : { kind: 'choice', methods };
}

/** Whether the user can receive, or make, a code by this method. */
export const isSetUp = ({ mfa, attributes }: User, method: MfaMethod): boolean =>
  method === 'SMS_MFA' ? Boolean(attributes.phone_number) : mfa.totpSecret !== null;

/** Members of GetUser's and AdminGetUser's answers. */
export const describeMfa = ({ mfa }: User) => ({
  ...(mfa.enabled.length > 0 ? { UserMFASettingList: mfa.enabled } : {}),
  ...(mfa.preferred === null ? {} : { PreferredMfaSetting: mfa.preferred }),
});
