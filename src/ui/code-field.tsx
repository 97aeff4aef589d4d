import type { Ref } from 'preact';
import { TextField } from './field.tsx';
import { sixDigits } from './six-digits.ts';
import { text } from './texts.ts';

interface Props {
  value: string;
  onText: (digits: string) => void;
  error?: string | null;
  inputRef?: Ref<HTMLInputElement> | undefined;
}

/** Six digits; whatever else is typed or pasted along with them is left out. */
export function CodeField({ value, onText, error, inputRef }: Props) {
  return (
    <TextField
      label={text('field_code')}
      value={value}
      onText={(typed) => onText(sixDigits(typed))}
      error={error}
      inputRef={inputRef}
      class="code"
      name="code"
      inputMode="numeric"
      autocomplete="one-time-code"
      dir="ltr"
    />
  );
}
