import type { ComponentChildren, Ref, TextareaHTMLAttributes } from 'preact';
import { useId } from 'preact/hooks';
import { autocompleteFor } from './autocomplete.ts';
import { useFirstFocus } from './focus.ts';
import { Input, type InputProps } from './input.tsx';

interface FieldParts {
  label: string;
  /** Shown before the person types. */
  hint?: string | undefined;
  /** The fault of the input, announced when it appears. A line is reserved for it, unless `error` is left out. */
  error?: string | null | undefined;
}

interface Described {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** A label, its input, and the hint and error that describe it. */
export function Labelled({
  label,
  hint,
  error,
  children,
  below,
}: FieldParts & { children: (described: Described) => ComponentChildren; below?: ComponentChildren }) {
  const id = useId();
  const parts = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': parts.join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {below}
      {error !== undefined && (
        <span class="error" id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

type TextFieldProps = FieldParts & {
  value: string;
  onText: (value: string) => void;
  /** Returns the part of the typed text to keep. The field drops the rest. */
  clean?: (typed: string) => string;
  inputRef?: Ref<HTMLInputElement>;
  /** Takes the focus when it appears. */
  focused?: boolean;
  /** The token of the field's purpose, for the toolbar's popup. */
  autocomplete?: string;
} & Omit<InputProps, 'value' | 'label' | 'onInput' | 'ref' | 'autocomplete'>;

/** A line of text with its label. */
export function TextField({
  label,
  hint,
  error,
  onText,
  clean,
  inputRef,
  focused = false,
  autocomplete,
  ...input
}: TextFieldProps) {
  const own = useFirstFocus<HTMLInputElement>(focused);
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <Input
          spellcheck={false}
          {...input}
          {...described}
          autocomplete={autocompleteFor(autocomplete)}
          ref={inputRef ?? own}
          onInput={({ currentTarget: field }) => {
            const kept = clean?.(field.value) ?? field.value;
            // If nothing new is kept, there is no render that would reset the field.
            if (kept !== field.value) field.value = kept;
            onText(kept);
          }}
        />
      )}
    </Labelled>
  );
}

type AreaProps = FieldParts & {
  value: string;
  onText: (value: string) => void;
  areaRef?: Ref<HTMLTextAreaElement>;
} & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'value' | 'label' | 'onInput'>;

/** Several lines of text with their label. */
export function TextArea({ label, hint, error, onText, areaRef, ...area }: AreaProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(described) => (
        <textarea
          {...area}
          {...described}
          autocomplete="off"
          ref={areaRef ?? null}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}
