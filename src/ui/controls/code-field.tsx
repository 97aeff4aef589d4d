import type { Ref } from 'preact';
import type { SafeError } from '../../contract/errors.ts';
import { codeLength } from '../../domain/code-length.ts';
import { sentence, text } from '../i18n/texts.ts';
import { TextField } from './field.tsx';
import { firstDigits } from './first-digits.ts';

interface Props {
  value: string;
  onText: (digits: string) => void;
  /** The error. The field shows it only if it is about the code. */
  error: SafeError | null;
  inputRef?: Ref<HTMLInputElement> | undefined;
  /** Most digits. */
  longest?: number;
}

/** A field of a code. It drops all other characters that are typed or pasted. */
export function CodeField({ value, onText, error, inputRef, longest = codeLength.usual }: Props) {
  return (
    <TextField
      label={text('field_code')}
      value={value}
      onText={onText}
      clean={(typed) => firstDigits(typed, longest)}
      error={isAboutCode(error) ? sentence(error) : null}
      inputRef={inputRef}
      class="code"
      name="code"
      inputMode="numeric"
      autocomplete="one-time-code"
      dir="ltr"
    />
  );
}

export const isAboutCode = (error: SafeError | null): error is SafeError =>
  error !== null && ['codeMismatch', 'codeExpired', 'codeUsed', 'factorCodeWrong'].includes(error.code);
