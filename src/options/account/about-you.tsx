import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccountDetails } from '../../contract/account.ts';
import { AttributeField, attributeLabel } from '../../ui/attribute-field.tsx';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Failure } from '../../ui/note.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { text } from '../../ui/texts.ts';
import { ConfirmAddress } from './confirm-address.tsx';

interface Props {
  details: AccountDetails;
  reload: () => Promise<void>;
}

/** Shown whether or not they are filled in; whatever else the pool knows of the person follows. */
const usual = ['email', 'name', 'preferred_username', 'phone_number', 'address'];
const addresses = ['email', 'phone_number'];
const notShown = new Set(['sub', 'identities', 'email_verified', 'phone_number_verified']);

/** The attributes that the user pool keeps, each to be changed by itself. */
export function AboutYou({ details, reload }: Props) {
  const others = Object.keys(details.attributes).filter(
    (name) => !usual.includes(name) && !notShown.has(name),
  );
  return (
    <div class="part">
      <h3>{text('me_about')}</h3>
      <ul class="lines">
        {[...usual, ...others].map((name) => (
          <Line key={name} name={name} details={details} reload={reload} />
        ))}
      </ul>
    </div>
  );
}

function Line({ name, details, reload }: Props & { name: string }) {
  const [editing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const edited = useRef(false);
  useEffect(() => {
    if (edited.current && !editing) edit.current?.focus();
    edited.current = editing;
  }, [editing]);

  const value = details.attributes[name] ?? '';
  const label = attributeLabel(name);
  const isUnconfirmed =
    addresses.includes(name) && value !== '' && details.attributes[`${name}_verified`] !== 'true';
  const pending = details.pending[name];
  return (
    <li>
      {editing ? (
        <Edit name={name} value={value} reload={reload} onDone={() => setEditing(false)} />
      ) : (
        <div class="line">
          <div>
            <span class="muted small-text">{label}</span>
            <span class="value">{value || text('me_none')}</span>
          </div>
          <button
            ref={edit}
            type="button"
            class="link"
            aria-label={text('me_change_named', label)}
            onClick={() => setEditing(true)}
          >
            {text('me_change')}
          </button>
        </div>
      )}
      {(pending || isUnconfirmed) && !editing && (
        <ConfirmAddress name={name} current={value} pending={pending ?? null} reload={reload} />
      )}
    </li>
  );
}

/** One attribute, being changed. */
function Edit(props: { name: string; value: string; reload: () => Promise<void>; onDone: () => void }) {
  const { name, reload, onDone } = props;
  const [value, setValue] = useState(props.value);
  const submission = useSubmission();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const { error } = submission;
  const isAboutValue = error?.code === 'parameterRejected';
  return (
    <form
      ref={form}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submission.run(async () => {
          await call('me.change', { attributes: { [name]: value } });
          await reload();
          onDone();
        });
      }}
    >
      <AttributeField
        name={name}
        value={value}
        onText={(typed) => {
          submission.clear();
          setValue(typed);
        }}
        error={isAboutValue ? error : null}
      />
      {!isAboutValue && <Failure error={error} />}
      <div class="buttons">
        <Button type="submit" small busy={submission.busy}>
          {text(submission.busy ? 'me_saving' : 'me_save')}
        </Button>
        <Button small quiet onClick={onDone}>
          {text('cancel')}
        </Button>
      </div>
    </form>
  );
}
