import type { ComponentChildren, Ref } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../i18n/texts.ts';
import { Labelled } from './field.tsx';
import { useFirstFocus } from './focus.ts';
import { Icon } from './icon.tsx';
import { Input } from './input.tsx';

interface Props {
  /** "Password" by default. */
  label?: string;
  value: string;
  onText: (value: string) => void;
  /** Tells password managers the kind of password. */
  autocomplete: 'current-password' | 'new-password';
  error?: string | null;
  inputRef?: Ref<HTMLInputElement>;
  /** The requirements of the password, shown below the field. */
  below?: ComponentChildren;
  /** Takes the focus when it appears. */
  focused?: boolean;
  /** Id of another element that describes the field. */
  describedBy?: string;
}

/** A password field with a button that shows the text. */
export function PasswordField({
  label = text('field_password'),
  value,
  onText,
  autocomplete,
  error,
  inputRef,
  below,
  describedBy,
  focused = false,
}: Props) {
  const [shown, setShown] = useState(false);
  const own = useFirstFocus<HTMLInputElement>(focused);
  return (
    <Labelled label={label} error={error} below={below}>
      {(described) => (
        <div class="reveal">
          <Input
            {...described}
            aria-describedby={
              [described['aria-describedby'], describedBy].filter(Boolean).join(' ') || undefined
            }
            ref={inputRef ?? own}
            type={shown ? 'text' : 'password'}
            value={value}
            autocomplete={autocomplete}
            autocapitalize="none"
            spellcheck={false}
            maxLength={256}
            onInput={(event) => onText(event.currentTarget.value)}
          />
          <button
            type="button"
            class="icon-button"
            aria-label={text(shown ? 'password_hide' : 'password_show')}
            onClick={() => setShown(!shown)}
          >
            <Icon name={shown ? 'eyeOff' : 'eye'} />
          </button>
        </div>
      )}
    </Labelled>
  );
}
