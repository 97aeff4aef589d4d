import { useState } from 'preact/hooks';
import type { PendingChange } from '../../contract/account.ts';
import { codeLength } from '../../domain/code-length.ts';
import { ResendCode } from '../../ui/account/resend-code.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { CodeField, isAboutCode } from '../../ui/controls/code-field.tsx';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text, textWithElement } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useAccountSub } from './account-sub.ts';

interface Props {
  name: string;
  /** The address in use. */
  value: string;
  pending: PendingChange;
  onChanged: () => void;
}

/** A new address that waits for its code. It can be verified at any later time, or cancelled. */
export function VerifyAttribute({ name, value, pending, onChanged }: Props) {
  const [code, setCode] = useState('');
  const submission = useSubmission();
  const sub = useAccountSub();
  const { error, busy } = submission;
  const { replaced } = pending;
  const changes = pending.value !== '' && pending.value !== value;

  const submit = () => {
    if (code.length !== codeLength.usual) return;
    void submission.run(async () => {
      await call('ownAccount.verify', { sub, attribute: name, code });
      onChanged();
    });
  };
  const cancel = () =>
    void submission.run(async () => {
      await call('ownAccount.cancelChange', { sub, attribute: name });
      onChanged();
    });

  return (
    <Form submission={submission} onSubmit={submit} class="pending">
      <p>{textWithElement('attribute_pending', <b>{pending.value || value}</b>)}</p>
      {changes && value && <p class="muted small-text">{text('attribute_pending_old', value)}</p>}
      {replaced !== null && <p class="muted small-text">{text('attribute_replaced', replaced)}</p>}
      <CodeField
        value={code}
        onText={(typed) => {
          submission.clear();
          setCode(typed);
        }}
        error={error}
      />
      <div class="buttons">
        <Button
          type="submit"
          small
          busy={busy}
          busyLabel={text('confirm_busy')}
          disabled={code.length !== codeLength.usual}
        >
          {text('confirm_submit')}
        </Button>
        <Button small quiet onClick={cancel}>
          {replaced === null ? text('attribute_cancel') : text('attribute_restore', replaced)}
        </Button>
      </div>
      <ResendCode
        send={() => call('ownAccount.sendCode', { sub, attribute: name })}
        resendAt={pending.resendAt}
        onSent={onChanged}
      />
      <Failure error={isAboutCode(error) ? null : error} />
    </Form>
  );
}
