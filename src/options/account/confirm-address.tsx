import { useState } from 'preact/hooks';
import type { PendingChange } from '../../contract/account.ts';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { CodeField } from '../../ui/code-field.tsx';
import { Failure, Note } from '../../ui/note.tsx';
import { Resend } from '../../ui/resend.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { sentence, text } from '../../ui/texts.ts';

interface Props {
  name: string;
  current: string;
  /** A change whose code has not been given; null for an address that was never confirmed. */
  pending: PendingChange | null;
  reload: () => Promise<void>;
}

const aboutCode = ['codeMismatch', 'codeExpired'];

/** An address that waits for its code. The old one counts until then, so a change can be dropped as well. */
export function ConfirmAddress({ name, current, pending, reload }: Props) {
  const [code, setCode] = useState('');
  const submission = useSubmission();
  const { error, busy } = submission;
  const isAboutCode = error !== null && aboutCode.includes(error.code);
  const send = () => submission.run(() => call('me.sendCode', { attribute: name }).then(reload));
  if (!pending) {
    return (
      <Note tone="info">
        <span>{text('me_unconfirmed', current)}</span>
        <button type="button" class="link" aria-busy={busy || undefined} onClick={() => void send()}>
          {text('me_send_code')}
        </button>
        <Failure error={error} />
      </Note>
    );
  }
  const value = pending.value || current;
  return (
    <form
      class="form pending"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length < 6) return;
        void submission.run(async () => {
          await call('me.verify', { attribute: name, code });
          await reload();
        });
      }}
    >
      <p>{text('me_pending', value, pending.destination)}</p>
      <CodeField
        value={code}
        onText={(typed) => {
          submission.clear();
          setCode(typed);
        }}
        error={error && isAboutCode ? sentence(error) : null}
      />
      {!isAboutCode && <Failure error={error} />}
      <div class="buttons">
        <Button type="submit" small busy={busy} disabled={code.length < 6}>
          {text('me_confirm')}
        </Button>
        {pending.value !== '' && pending.value !== current && (
          <Button
            small
            quiet
            onClick={() =>
              void submission.run(() => call('me.cancelChange', { attribute: name }).then(reload))
            }
          >
            {text('me_keep', current)}
          </Button>
        )}
      </div>
      <Resend
        resendAt={pending.resendAt}
        send={async () => {
          await call('me.sendCode', { attribute: name });
          await reload();
          return 0;
        }}
      />
    </form>
  );
}
