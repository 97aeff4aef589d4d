import { useState } from 'preact/hooks';
import type { SessionView } from '../../contract/session.ts';
import { codeLength } from '../../domain/code-length.ts';
import { HiddenUsername } from '../../ui/account/hidden-username.tsx';
import { isAboutNewPassword, NewPasswordField, useNewPassword } from '../../ui/account/new-password.tsx';
import { ResendCode } from '../../ui/account/resend-code.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { CodeField, isAboutCode } from '../../ui/controls/code-field.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { Sent } from './sent.tsx';
import { StepFrame } from './step-frame.tsx';
import { forgot, type Go, type ResetStep } from './steps.ts';

/** Asks for the code from the mail and a new password. */
export function Reset({ step, session, go }: { step: ResetStep; session: SessionView; go: Go }) {
  const { username } = step;
  const [code, setCode] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const fresh = useNewPassword(session.passwordPolicy);
  const submission = useSubmission();
  const first = useFirstFocus<HTMLInputElement>();
  const { error } = submission;
  const ready = code.length === codeLength.usual && fresh.kept;

  const submit = () => {
    if (!ready) return;
    setSentTo(null);
    void submission.run(async () => {
      await call('account.resetPassword', { username, code, password: fresh.value });
    });
  };

  return (
    <StepFrame username={username} go={go}>
      <h1>{text('reset_heading')}</h1>
      {!step.destination && <p class="muted">{text('reset_lead')}</p>}
      <Sent
        destination={step.destination}
        purpose="reset_for"
        username={username}
        onOther={() => go(forgot())}
      />
      <Form submission={submission} onSubmit={submit}>
        <HiddenUsername value={username} />
        <CodeField
          value={code}
          onText={(value) => {
            submission.clear();
            setCode(value);
          }}
          error={error}
          inputRef={first}
        />
        <NewPasswordField
          fresh={fresh}
          onText={submission.clear}
          policy={session.passwordPolicy}
          error={error}
        />
        <Button type="submit" busy={submission.busy} busyLabel={text('reset_busy')} disabled={!ready}>
          {text('reset_submit')}
        </Button>
      </Form>
      <ResendCode
        send={() => call('account.forgotPassword', { username })}
        resendAt={step.resendAt}
        onSent={(destination) => {
          submission.clear();
          setSentTo(destination);
        }}
      />
      <Failure error={isAboutCode(error) || isAboutNewPassword(error) ? null : error} />
      {sentTo !== null && <Note tone="good">{text('resend_sent', sentTo)}</Note>}
    </StepFrame>
  );
}
