/** The user pool's password policy. A public client cannot ask for it, so it is part of the configuration. */
import * as v from 'valibot';

export const passwordPolicy = v.object({
  minimumLength: v.optional(v.pipe(v.number(), v.integer(), v.minValue(6), v.maxValue(99)), 8),
  requireLowercase: v.optional(v.boolean(), true),
  requireUppercase: v.optional(v.boolean(), true),
  requireNumbers: v.optional(v.boolean(), true),
  requireSymbols: v.optional(v.boolean(), true),
});
export type PasswordPolicy = v.InferOutput<typeof passwordPolicy>;

export type PasswordRule = 'length' | 'lowercase' | 'uppercase' | 'number' | 'symbol' | 'ends';

/** Longest password that Cognito takes, in UTF-16 units. */
export const longestPassword = 256;

/**
 * Cognito's special characters; a space counts if it is neither the first nor the last character.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
const symbol = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`=+]|(?<=\S) (?=\S)/;

/**
 * The rules of the policy in display order, and whether the password keeps each. Every pool refuses a space at an end
 * (`ends`): that rule is listed only if it is broken.
 */
export function checkPassword(
  password: string,
  policy: PasswordPolicy,
): { rule: PasswordRule; kept: boolean }[] {
  const rules: { rule: PasswordRule; kept: boolean }[] = [
    { rule: 'length', kept: password.length >= policy.minimumLength && password.length <= longestPassword },
  ];
  if (policy.requireLowercase) rules.push({ rule: 'lowercase', kept: /[a-z]/.test(password) });
  if (policy.requireUppercase) rules.push({ rule: 'uppercase', kept: /[A-Z]/.test(password) });
  if (policy.requireNumbers) rules.push({ rule: 'number', kept: /[0-9]/.test(password) });
  if (policy.requireSymbols) rules.push({ rule: 'symbol', kept: symbol.test(password) });
  if (password !== password.trim()) rules.push({ rule: 'ends', kept: false });
  return rules;
}
