import { Button } from '../ui/button.tsx';
import { call } from '../ui/call.ts';
import { TextField } from '../ui/field.tsx';
import { useFirstFocus } from '../ui/focus.ts';
import { Form } from '../ui/form.tsx';
import { Failure } from '../ui/note.tsx';
import { useSubmission } from '../ui/submission.ts';
import { sentence, text } from '../ui/texts.ts';
import { Frame } from './frame.tsx';
import { StepLink } from './step-link.tsx';
import { type ForgotStep, forgot, type Go, reset, signIn } from './steps.ts';

/** Whose password was forgotten: a code goes to their address. */
export function Forgot({ step, go }: { step: ForgotStep; go: Go }) {
  const submission = useSubmission();
  const first = useFirstFocus<HTMLInputElement>();
  const username = step.username.trim();

  const submit = () => {
    if (!username) return;
    void submission.run(async () => {
      const { destination, resendAt } = await call('account.forgotPassword', { username });
      go(reset(username, destination, resendAt));
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
      <p class="muted">{text('forgot_lead')}</p>
      <Form submission={submission} onSubmit={submit}>
        <TextField
          label={text('field_username')}
          value={step.username}
          onText={(value) => {
            submission.clear();
            go(forgot(value));
          }}
          error={submission.error?.code === 'userNotFound' ? sentence(submission.error) : null}
          inputRef={first}
          name="username"
          autocomplete="username"
          autocapitalize="none"
          maxLength={128}
        />
        {submission.error?.code !== 'userNotFound' && <Failure error={submission.error} />}
        <Button type="submit" busy={submission.busy} disabled={!username}>
          {text(submission.busy ? 'forgot_busy' : 'forgot_submit')}
        </Button>
      </Form>
    </Frame>
  );
}
