import type { SafeError } from '../../contract/errors.ts';
import { TextField } from '../controls/field.tsx';
import { sentence, type TextKey, text } from '../i18n/texts.ts';

/** The attributes that have a label on screen, with their `autocomplete` tokens. */
const known: Record<string, { label: TextKey; autocomplete: string; type?: 'email' | 'tel' | 'url' }> = {
  email: { label: 'field_email', autocomplete: 'email', type: 'email' },
  name: { label: 'attribute_name', autocomplete: 'name' },
  given_name: { label: 'attribute_given_name', autocomplete: 'given-name' },
  family_name: { label: 'attribute_family_name', autocomplete: 'family-name' },
  nickname: { label: 'attribute_nickname', autocomplete: 'nickname' },
  preferred_username: { label: 'attribute_preferred_username', autocomplete: 'nickname' },
  address: { label: 'attribute_address', autocomplete: 'street-address' },
  phone_number: { label: 'attribute_phone_number', autocomplete: 'tel', type: 'tel' },
  website: { label: 'attribute_website', autocomplete: 'url', type: 'url' },
  locale: { label: 'attribute_locale', autocomplete: 'language' },
};

/** The attributes that a person may change here, in display order. */
export const editableAttributes = Object.keys(known);

/** The label of an attribute. An attribute that only this user pool has keeps the pool's name. */
export function attributeLabel(name: string): string {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  return found ? text(found.label) : name.replace(/^custom:/, '');
}

interface Props {
  name: string;
  value: string;
  onText: (value: string) => void;
  error?: SafeError | null;
  optional?: boolean;
  /** Takes the focus when it appears. */
  focused?: boolean;
}

/** The field of one user attribute. `name` is Cognito's name of it. */
export function AttributeField({ name, value, onText, error, optional = false, focused = false }: Props) {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  const label = attributeLabel(name);
  return (
    <TextField
      label={optional ? text('field_optional', label) : label}
      hint={name === 'phone_number' ? text('attribute_phone_hint') : undefined}
      value={value}
      onText={onText}
      error={error && sentence(error)}
      name={name}
      type={found?.type ?? 'text'}
      autocomplete={found?.autocomplete ?? 'off'}
      maxLength={2048}
      focused={focused}
    />
  );
}
