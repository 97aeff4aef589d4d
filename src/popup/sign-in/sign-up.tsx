import { useState } from 'preact/hooks';
import type { SessionView } from '../../contract/session.ts';
import { emailAddress, longestEmailAddress } from '../../domain/email-address.ts';
import { usernameFault } from '../../domain/username.ts';
import { AttributeField } from '../../ui/account/attribute-field.tsx';
import { NewPasswordField, useNewPassword } from '../../ui/account/new-password.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { TextField } from '../../ui/controls/field.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { Frame } from '../frame.tsx';
import { fieldOf } from './sign-up-errors.ts';
import { StepLink } from './step-link.tsx';
import { type Go, type SignUpStep, signIn } from './steps.ts';
import { UsernameField } from './username-field.tsx';

/** The registration form. The button waits until every rule is kept, so that the user pool will not refuse it. */
export function SignUp({ step, session, go }: { step: SignUpStep; session: SessionView; go: Go }) {
  const fresh = useNewPassword(session.passwordPolicy);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const submission = useSubmission();
  const first = useFirstFocus<HTMLInputElement>();

  const email = step.email.trim();
  const emailKept = email.length <= longestEmailAddress && emailAddress.test(email);
  const asksUsername = session.usernames !== 'email';
  const username = asksUsername ? step.username.trim() : email;
  const fault = usernameFault(username, session.usernames);
  const { required, optional } = session.attributes;
  const attributes = Object.fromEntries(
    [...required, ...optional].map((name) => [name, step.attributes[name]?.trim() ?? '']),
  );
  const complete = required.every((name) => attributes[name]);
  const valid = username !== '' && fault === null && emailKept && complete && fresh.kept;

  const refused = submission.error && fieldOf(submission.error);
  const errorOf = (field: 'username' | 'email' | 'password', broken: string | false): string | null => {
    if (submission.error && refused === field) return sentence(submission.error);
    return left.has(field) && broken ? broken : null;
  };
  const leave = (field: string) => () => setLeft(new Set(left).add(field));
  const type = (change: Partial<SignUpStep>) => {
    submission.clear();
    go({ ...step, ...change });
  };

  const submit = () => {
    if (!valid) return;
    void submission.run(async () => {
      await call('account.register', { username, email, password: fresh.value, attributes });
    });
  };

  return (
    <Frame movable>
      <h1>{text('register_heading')}</h1>
      <Form submission={submission} onSubmit={submit}>
        {asksUsername && (
          <UsernameField
            usernames={session.usernames}
            value={step.username}
            onText={(value) => type({ username: value })}
            onBlur={leave('username')}
            error={errorOf(
              'username',
              fault ? text(`username_${fault}`) : !username && text('field_required', text('field_username')),
            )}
            inputRef={first}
          />
        )}
        <TextField
          label={text('field_email')}
          value={step.email}
          onText={(value) => type({ email: value })}
          onBlur={leave('email')}
          inputRef={asksUsername ? undefined : first}
          error={errorOf('email', !emailKept && text('email_malformed'))}
          type="email"
          name="email"
          autocomplete="email"
          autocapitalize="none"
          maxLength={longestEmailAddress}
        />
        {[...required, ...optional].map((name) => (
          <AttributeField
            key={name}
            name={name}
            value={step.attributes[name] ?? ''}
            onText={(value) => type({ attributes: { ...step.attributes, [name]: value } })}
            error={null}
            optional={!required.includes(name)}
          />
        ))}
        <NewPasswordField
          fresh={fresh}
          policy={session.passwordPolicy}
          label={text('field_password')}
          onText={submission.clear}
          error={submission.error}
        />
        <Button type="submit" busy={submission.busy} busyLabel={text('register_busy')} disabled={!valid}>
          {text('register_submit')}
        </Button>
      </Form>
      <div class="row">
        <StepLink to={signIn(username)} go={go}>
          {text('register_instead')}
        </StepLink>
      </div>
      {!refused && <Failure error={submission.error} />}
    </Frame>
  );
}
