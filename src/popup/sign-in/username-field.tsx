import type { Ref } from 'preact';
import { longestEmailAddress } from '../../domain/email-address.ts';
import type { UsernameForm } from '../../domain/username.ts';
import { TextField } from '../../ui/controls/field.tsx';
import { text } from '../../ui/i18n/texts.ts';

interface Props {
  /** The form of usernames that the pool takes. */
  usernames: UsernameForm;
  value: string;
  onText: (value: string) => void;
  onBlur?: () => void;
  error?: string | null;
  inputRef?: Ref<HTMLInputElement> | undefined;
  /** At a sign-in, an e-mail address is accepted too. */
  orEmail?: boolean;
}

/** The field of the account's username. */
export function UsernameField({ usernames, orEmail = false, ...field }: Props) {
  return (
    <TextField
      {...field}
      label={text(usernames === 'email' ? 'field_email' : 'field_username')}
      name="username"
      autocomplete="username"
      autocapitalize="none"
      maxLength={orEmail ? longestEmailAddress : 128}
    />
  );
}
