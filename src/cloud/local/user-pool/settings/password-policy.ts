import { checkPassword, type PasswordPolicy, type PasswordRule } from '../../../../domain/password.ts';
import { ServiceError } from '../../server/service-error.ts';

const words: Record<PasswordRule, string> = {
  length: 'Password not long enough',
  lowercase: 'Password must have lowercase characters',
  uppercase: 'Password must have uppercase characters',
  number: 'Password must have numeric characters',
  symbol: 'Password must have symbol characters',
  // The operations refuse such a password before; the hosted sign-in page does not.
  ends: 'Password must not have leading or trailing spaces',
};

/** @throws ServiceError `InvalidPasswordException` with the first broken rule, as Cognito does */
export function requireAllowedPassword(password: string, policy: PasswordPolicy): void {
  const broken = checkPassword(password, policy).find((rule) => !rule.kept);
  if (!broken) return;
  const message = `Password did not conform with policy: ${words[broken.rule]}`;
  throw new ServiceError('InvalidPasswordException', message);
}
