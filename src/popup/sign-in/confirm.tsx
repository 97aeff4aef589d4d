import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ConfirmLink } from '../../contract/account-fields.ts';
import type { SessionView } from '../../contract/session.ts';
import { codeLength } from '../../domain/code-length.ts';
import { usernameFault } from '../../domain/username.ts';
import { ResendCode } from '../../ui/account/resend-code.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { CodeField, isAboutCode } from '../../ui/controls/code-field.tsx';
import { Form } from '../../ui/controls/form.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { Sent } from './sent.tsx';
import { StepFrame } from './step-frame.tsx';
import { type ConfirmStep, confirm, type Go } from './steps.ts';
import { UsernameField } from './username-field.tsx';

interface Props {
  step: ConfirmStep;
  session: SessionView;
  go: Go;
  /** The contents of the mail's link, if the person came by it. */
  link: ConfirmLink | null;
}

/** Asks for the code from the mail. A person who came by the popup's own link types their username as well. */
export function Confirm({ step, session, go, link }: Props) {
  const [code, setCode] = useState(link?.code ?? '');
  const [wantsOther, setWantsOther] = useState(link !== null);
  const { usernames } = session;
  const submission = useSubmission();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const usernameField = useRef<HTMLInputElement>(null);
  const codeField = useRef<HTMLInputElement>(null);

  const username = step.username.trim();
  // The pool does not know the address of a person before it is confirmed. If it hides who exists, it says nothing then.
  const byEmail = usernameFault(username, usernames) === 'isEmail';
  const asksUsername = wantsOther || step.destination === '' || byEmail;
  const ready = username !== '' && !byEmail;
  useLayoutEffect(
    () => (asksUsername && !ready ? usernameField : codeField).current?.focus(),
    [asksUsername],
  );

  const submit = () => {
    if (!ready || code.length !== codeLength.usual) return;
    void submission.run(async () => {
      await call('account.confirm', { username, code });
    });
  };

  return (
    <StepFrame username={username} go={go}>
      <h1>{text('confirm_heading')}</h1>
      {asksUsername ? (
        <p class="muted">{text(link ? 'confirm_from_link' : 'confirm_unknown')}</p>
      ) : (
        <Sent
          destination={step.destination}
          purpose="confirm_for"
          username={step.username}
          onOther={() => {
            submission.clear();
            setSentTo(null);
            setCode('');
            setWantsOther(true);
            go(confirm());
          }}
        />
      )}
      <Form submission={submission} onSubmit={submit}>
        {asksUsername && (
          <UsernameField
            usernames={usernames}
            value={step.username}
            onText={(value) => {
              submission.clear();
              go(confirm(value));
            }}
            error={byEmail ? text('confirm_by_email') : null}
            inputRef={usernameField}
            orEmail
          />
        )}
        <CodeField
          value={code}
          onText={(value) => {
            submission.clear();
            setCode(value);
          }}
          error={submission.error}
          inputRef={codeField}
        />
        <Button
          type="submit"
          busy={submission.busy}
          busyLabel={text('confirm_busy')}
          disabled={!ready || code.length !== codeLength.usual}
        >
          {text('confirm_submit')}
        </Button>
      </Form>
      <ResendCode
        send={() => call('account.resendCode', { username })}
        disabled={!ready}
        resendAt={step.resendAt}
        onSent={(destination) => {
          submission.clear();
          setSentTo(destination);
          setWantsOther(false);
        }}
      />
      <Failure error={isAboutCode(submission.error) ? null : submission.error} />
      {sentTo !== null && <Note tone="good">{text('resend_sent', sentTo)}</Note>}
    </StepFrame>
  );
}
