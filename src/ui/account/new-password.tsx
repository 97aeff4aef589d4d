import { useState } from 'preact/hooks';
import type { SafeError } from '../../contract/errors.ts';
import { checkPassword, type PasswordPolicy } from '../../domain/password.ts';
import { PasswordField } from '../controls/password-field.tsx';
import { sentence, text } from '../i18n/texts.ts';
import { PasswordRules } from './password-rules.tsx';

export interface NewPassword {
  value: string;
  set(value: string): void;
  rules: ReturnType<typeof checkPassword>;
  /** The password is not empty, and it keeps every rule. */
  kept: boolean;
}

/** The state of a new password field. @param policy null if the user pool's rules are unknown */
export function useNewPassword(policy: PasswordPolicy | null): NewPassword {
  const [value, set] = useState('');
  const rules = policy ? checkPassword(value, policy) : [];
  return { value, set, rules, kept: value !== '' && rules.every((rule) => rule.kept) };
}

interface Props {
  fresh: NewPassword;
  policy: PasswordPolicy | null;
  /** "New password" by default. */
  label?: string;
  /** The error. The field shows it only if it is about the password. */
  error: SafeError | null;
  onText: () => void;
}

/** The field of a new password, with the list of rules below it. */
export function NewPasswordField({
  fresh,
  policy,
  label = text('field_new_password'),
  error,
  onText,
}: Props) {
  return (
    <PasswordField
      label={label}
      value={fresh.value}
      onText={(value) => {
        onText();
        fresh.set(value);
      }}
      error={isAboutNewPassword(error) ? sentence(error) : null}
      autocomplete="new-password"
      describedBy="password-rules"
      below={<PasswordRules id="password-rules" rules={fresh.rules} policy={policy} />}
    />
  );
}

export const isAboutNewPassword = (error: SafeError | null): error is SafeError =>
  error?.code === 'passwordRejected' ||
  error?.code === 'passwordUsedBefore' ||
  error?.data?.field === 'password';
