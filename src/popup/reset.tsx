import { useState } from 'preact/hooks';
import type { SafeError } from '../contract/errors.ts';
import type { SessionView } from '../contract/session.ts';
import { Button } from '../ui/button.tsx';
import { call } from '../ui/call.ts';
import { CodeField } from '../ui/code-field.tsx';
import { useFirstFocus } from '../ui/focus.ts';
import { Form } from '../ui/form.tsx';
import { NewPasswordField, useNewPassword } from '../ui/new-password.tsx';
import { Failure, Note } from '../ui/note.tsx';
import { ResendCode } from '../ui/resend-code.tsx';
import { useSubmission } from '../ui/submission.ts';
import { sentence, text } from '../ui/texts.ts';
import { Frame } from './frame.tsx';
import { Sent } from './sent.tsx';
import { StepLink } from './step-link.tsx';
import { forgot, type Go, type ResetStep, reset, signIn } from './steps.ts';

/** The code from the mail, and another password. */
export function Reset({ step, session, go }: { step: ResetStep; session: SessionView; go: Go }) {
  const { username } = step;
  const [code, setCode] = useState('');
  const [sentTo, setSentTo] = useState<string | null>(null);
  const fresh = useNewPassword(session.passwordPolicy);
  const submission = useSubmission();
  const first = useFirstFocus<HTMLInputElement>();
  const field = submission.error && fieldOf(submission.error);
  const errorOf = (name: 'code' | 'password') =>
    submission.error && field === name ? sentence(submission.error) : null;
  const ready = code.length === 6 && fresh.kept;

  const submit = () => {
    if (!ready) return;
    setSentTo(null);
    void submission.run(async () => {
      await call('account.resetPassword', { username, code, password: fresh.value });
      go(signIn(username, 'reset'));
    });
  };

  return (
    <Frame
      movable
      footer={
        <StepLink to={signIn(username)} go={go}>
          {text('back_to_signIn')}
        </StepLink>
      }
    >
      <h1>{text('reset_heading')}</h1>
      {!step.destination && <p class="muted">{text('reset_lead')}</p>}
      <Sent
        destination={step.destination}
        purpose="reset_for"
        username={username}
        onOther={() => go(forgot())}
      />
      <Form submission={submission} onSubmit={submit}>
        {/* Password managers file the new password under it. */}
        <input
          class="visually-hidden"
          type="text"
          autocomplete="username"
          value={username}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <CodeField
          value={code}
          onText={(value) => {
            submission.clear();
            setCode(value);
          }}
          error={errorOf('code')}
          inputRef={first}
        />
        <NewPasswordField
          fresh={fresh}
          onText={submission.clear}
          policy={session.passwordPolicy}
          error={errorOf('password')}
        />
        {!field && <Failure error={submission.error} />}
        {sentTo !== null && <Note tone="good">{text('resend_sent', sentTo)}</Note>}
        <Button type="submit" busy={submission.busy} disabled={!ready}>
          {text(submission.busy ? 'reset_busy' : 'reset_submit')}
        </Button>
      </Form>
      <ResendCode
        send={() => call('account.forgotPassword', { username })}
        resendAt={step.resendAt}
        onSent={(destination, resendAt) => {
          submission.clear();
          setSentTo(destination);
          go(reset(username, destination, resendAt));
        }}
      />
    </Frame>
  );
}

/** The field that a refusal is about; null where it is about neither. */
function fieldOf({ code }: SafeError): 'code' | 'password' | null {
  if (code === 'codeMismatch' || code === 'codeExpired') return 'code';
  return code === 'passwordRejected' || code === 'passwordUsedBefore' ? 'password' : null;
}
