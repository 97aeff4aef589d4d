import { useState } from 'preact/hooks';
import type { PendingChange } from '../../contract/account.ts';
import { AttributeField, attributeLabel } from '../../ui/account/attribute-field.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { useReturnedFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useAccountSub } from './account-sub.ts';
import { VerifyAttribute } from './verify-attribute.tsx';

interface Props {
  name: string;
  value: string;
  /** Null for an attribute that is never verified. */
  verified: boolean | null;
  pending: PendingChange | null;
  onChanged: () => void;
}

/** One user attribute: shows it, edits it, and verifies an address by a code. */
export function Attribute({ name, value, verified, pending, onChanged }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const edit = useReturnedFocus<HTMLButtonElement>(typed !== null || pending !== null);
  const submission = useSubmission();
  const sub = useAccountSub();
  const label = attributeLabel(name);

  const save = () => {
    void submission.run(async () => {
      await call('ownAccount.change', { sub, attributes: { [name]: typed ?? '' } });
      setTyped(null);
      onChanged();
    });
  };
  const sendCode = () =>
    void submission.run(async () => {
      await call('ownAccount.sendCode', { sub, attribute: name });
      onChanged();
    });

  if (typed !== null)
    return (
      <Form submission={submission} onSubmit={save} class="attribute">
        <AttributeField
          name={name}
          value={typed}
          onText={(changed) => {
            submission.clear();
            setTyped(changed);
          }}
          error={submission.error}
          focused
        />
        {verified !== null && <p class="muted small-text">{text('attribute_gets_code')}</p>}
        <div class="buttons">
          <Button
            type="submit"
            small
            busy={submission.busy}
            busyLabel={text('saving')}
            disabled={typed.trim() === value}
          >
            {text('save')}
          </Button>
          <Button
            small
            quiet
            onClick={() => {
              submission.clear();
              setTyped(null);
            }}
          >
            {text('cancel')}
          </Button>
        </div>
      </Form>
    );
  return (
    <div class="attribute">
      <div class="fact">
        <span class="label">{label}</span>
        <span class="value">
          {value || <span class="muted">{text('attribute_none')}</span>}
          {value && verified === false && !pending && (
            <span class="muted"> {text('attribute_unverified')}</span>
          )}
        </span>
        {value && verified === false && !pending && (
          <button
            type="button"
            class="link"
            aria-label={text('attribute_verify_named', label)}
            onClick={sendCode}
          >
            {text('attribute_verify')}
          </button>
        )}
        <button
          ref={edit}
          type="button"
          class="link"
          aria-label={text('attribute_edit_named', label)}
          onClick={() => setTyped(value)}
        >
          {text('attribute_edit')}
        </button>
      </div>
      <Failure error={submission.error} />
      {pending && <VerifyAttribute name={name} value={value} pending={pending} onChanged={onChanged} />}
    </div>
  );
}
