import type { AccountDetails } from '../../contract/account.ts';
import { editableAttributes } from '../../ui/account/attribute-field.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { Attribute } from './attribute.tsx';

/** Attributes that are shown even if they are empty. */
const always = ['email', 'name', 'phone_number', 'address'];

/** The user pool's attributes of the person, with a way to change each. */
export function AttributesSection({
  details,
  onChanged,
}: {
  details: AccountDetails;
  onChanged: () => void;
}) {
  const { attributes, pending } = details;
  const shown = editableAttributes.filter(
    (name) => always.includes(name) || attributes[name] || pending[name],
  );
  return (
    <section aria-labelledby="attributes">
      <h2 id="attributes">{text('attributes_heading')}</h2>
      <div class="attributes">
        {shown.map((name) => (
          <Attribute
            key={name}
            name={name}
            value={attributes[name] ?? ''}
            verified={flag(attributes[`${name}_verified`])}
            pending={pending[name] ?? null}
            onChanged={onChanged}
          />
        ))}
      </div>
    </section>
  );
}

/** Parses Cognito's flag, which is a text. Null for an attribute that is never verified. */
function flag(value: string | undefined): boolean | null {
  return value === undefined ? null : value === 'true';
}
