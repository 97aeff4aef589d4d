import type { SessionView } from '../../contract/session.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { StepFrame } from './step-frame.tsx';
import { type ForgotStep, forgot, type Go } from './steps.ts';
import { UsernameField } from './username-field.tsx';

/** Sends a code to a person who has forgotten their password. */
export function Forgot({ step, session, go }: { step: ForgotStep; session: SessionView; go: Go }) {
  const submission = useSubmission();
  const first = useFirstFocus<HTMLInputElement>();
  const username = step.username.trim();
  const unknown = submission.error?.code === 'userNotFound' ? submission.error : null;

  const submit = () => {
    if (!username) return;
    void submission.run(async () => {
      await call('account.forgotPassword', { username });
    });
  };

  return (
    <StepFrame username={username} go={go}>
      <h1>{text('reset_heading')}</h1>
      <p class="muted">{text('forgot_lead')}</p>
      <Form submission={submission} onSubmit={submit}>
        <UsernameField
          usernames={session.usernames}
          value={step.username}
          onText={(value) => {
            submission.clear();
            go(forgot(value));
          }}
          error={unknown && sentence(unknown)}
          inputRef={first}
        />
        <Button type="submit" busy={submission.busy} busyLabel={text('forgot_busy')} disabled={!username}>
          {text('forgot_submit')}
        </Button>
      </Form>
      {!unknown && <Failure error={submission.error} />}
    </StepFrame>
  );
}
