import { useState } from 'preact/hooks';
import type { SessionView } from '../../contract/session.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Checkbox } from '../../ui/controls/checkbox.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { PasswordField } from '../../ui/controls/password-field.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { CaptureNotes } from '../capture/capture-notes.tsx';
import { Frame } from '../frame.tsx';
import { StepLink } from './step-link.tsx';
import { confirm, forgot, type Go, type PasswordStep, register, signIn } from './steps.ts';
import { UsernameField } from './username-field.tsx';

/** The sign-in form. The session's push brings the next step, or the account's screen. */
export function SignIn({ step, session, go }: { step: PasswordStep; session: SessionView; go: Go }) {
  const [password, setPassword] = useState('');
  const [keep, setKeep] = useState(true);
  const [asked, setAsked] = useState(false);
  const submission = useSubmission();
  const first = useFirstFocus<HTMLInputElement>();
  const [startsAtPassword] = useState(step.username !== '');
  const username = step.username.trim();

  const submit = () => {
    setAsked(true);
    if (!username || !password) return;
    void submission.run(async () => {
      await call('account.signIn', { username, password, keep });
    });
  };
  const signInInBrowser = () =>
    void submission.run(async () => {
      await call('account.signInInBrowser', { keep });
    });
  const unknown = submission.error?.code === 'userNotFound' ? submission.error : null;
  const missing = (value: string, label: string) => (asked && !value ? text('field_required', label) : null);

  return (
    <Frame
      movable
      footer={
        <>
          <span class="muted">{text('guest_footer')}</span>
          <StepLink to={confirm(username)} go={go}>
            {text('confirm_link')}
          </StepLink>
        </>
      }
    >
      <h1>{text('signIn_heading')}</h1>
      {step.note && (
        <Note tone={step.note === 'expired' ? 'info' : 'good'}>{text(`signIn_${step.note}`)}</Note>
      )}
      {session.ended && !step.note && <Note tone="info">{text(`ended_${session.ended}`)}</Note>}
      {session.intent === 'addTask' && <Note tone="info">{text('signIn_intent')}</Note>}
      <Form submission={submission} onSubmit={submit}>
        <UsernameField
          usernames={session.usernames}
          value={step.username}
          onText={(value) => {
            submission.clear();
            go(signIn(value));
          }}
          error={
            unknown
              ? sentence(unknown)
              : missing(username, text(session.usernames === 'email' ? 'field_email' : 'field_username'))
          }
          inputRef={startsAtPassword ? undefined : first}
          orEmail
        />
        <PasswordField
          value={password}
          onText={(value) => {
            submission.clear();
            setPassword(value);
          }}
          error={missing(password, text('field_password'))}
          inputRef={startsAtPassword ? first : undefined}
          autocomplete="current-password"
        />
        <Checkbox label={text('signIn_keep')} checked={keep} onChange={setKeep} />
        <Button type="submit" busy={submission.busy} busyLabel={text('signIn_busy')}>
          {text('signIn_submit')}
        </Button>
      </Form>
      {session.hostedUi && (
        <Button quiet onClick={signInInBrowser}>
          {text('signIn_browser')}
        </Button>
      )}
      <div class="row">
        <StepLink to={register(username)} go={go}>
          {text('register_link')}
        </StepLink>
        <StepLink to={forgot(username)} go={go}>
          {text('forgot_link')}
        </StepLink>
      </div>
      {/* These appear later. They are below all controls, so they move none of them. */}
      {!unknown && <Failure error={submission.error} />}
      <CaptureNotes session={session} />
    </Frame>
  );
}
