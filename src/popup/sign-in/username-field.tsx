import type { Ref } from 'preact';
import { TextField } from '../../ui/controls/field.tsx';
import { text } from '../../ui/i18n/texts.ts';

interface Props {
  value: string;
  onText: (value: string) => void;
  onBlur?: () => void;
  error?: string | null;
  inputRef?: Ref<HTMLInputElement> | undefined;
  /** At a sign-in, an e-mail address is accepted too. */
  orEmail?: boolean;
}

/** The field of the account's username. */
export function UsernameField({ orEmail = false, ...field }: Props) {
  return (
    <TextField
      {...field}
      label={text('field_username')}
      name="username"
      autocomplete="username"
      autocapitalize="none"
      maxLength={orEmail ? 254 : 128}
    />
  );
}
