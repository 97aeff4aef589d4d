import type { AccountDetails } from '../../contract/account.ts';
import { editableAttributes } from '../../ui/account/attribute-field.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { Attribute } from './attribute.tsx';

/** Shown though nobody has filled them in yet. */
const always = ['email', 'name', 'phone_number', 'address'];

/** Who the person is to the user pool; each fact with a way to change it. */
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

/** Cognito writes flags as texts; null for an attribute that is not verified at all. */
function flag(value: string | undefined): boolean | null {
  return value === undefined ? null : value === 'true';
}
