import { useState } from 'preact/hooks';
import type { PasswordPolicy } from '../../domain/password.ts';
import { HiddenUsername } from '../../ui/account/hidden-username.tsx';
import { isAboutNewPassword, NewPasswordField, useNewPassword } from '../../ui/account/new-password.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { useReturnedFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { PasswordField } from '../../ui/controls/password-field.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useAccountSub } from './account-sub.ts';

/** Changes the password. It asks for the present one. */
export function PasswordSection({ policy, username }: { policy: PasswordPolicy | null; username: string }) {
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const opener = useReturnedFocus<HTMLButtonElement>(open);
  return (
    <section aria-labelledby="password">
      <h2 id="password">{text('password_heading')}</h2>
      {open ? (
        <PasswordForm
          policy={policy}
          username={username}
          onClose={(changed) => {
            setDone(changed);
            setOpen(false);
          }}
        />
      ) : (
        <Button
          buttonRef={opener}
          small
          quiet
          onClick={() => {
            setDone(false);
            setOpen(true);
          }}
        >
          {text('password_change')}
        </Button>
      )}
      {done && <Note tone="good">{text('password_changed')}</Note>}
    </section>
  );
}

interface FormProps {
  policy: PasswordPolicy | null;
  username: string;
  onClose: (changed: boolean) => void;
}

function PasswordForm({ policy, username, onClose }: FormProps) {
  const [current, setCurrent] = useState('');
  const fresh = useNewPassword(policy);
  const submission = useSubmission();
  const sub = useAccountSub();
  const { error, busy } = submission;
  const isAboutCurrent = error?.code === 'wrongPassword';
  const ready = current !== '' && fresh.kept;

  const submit = () => {
    if (!ready) return;
    void submission.run(async () => {
      await call('ownAccount.changePassword', { sub, current, password: fresh.value });
      onClose(true);
    });
  };

  return (
    <Form submission={submission} onSubmit={submit}>
      <HiddenUsername value={username} />
      <PasswordField
        label={text('field_current_password')}
        value={current}
        onText={(value) => {
          submission.clear();
          setCurrent(value);
        }}
        error={error && isAboutCurrent ? sentence(error) : null}
        autocomplete="current-password"
        focused
      />
      <NewPasswordField fresh={fresh} policy={policy} onText={submission.clear} error={error} />
      <div class="buttons">
        <Button type="submit" small busy={busy} busyLabel={text('saving')} disabled={!ready}>
          {text('password_change')}
        </Button>
        <Button small quiet onClick={() => onClose(false)}>
          {text('cancel')}
        </Button>
      </div>
      <Failure error={isAboutCurrent || isAboutNewPassword(error) ? null : error} />
    </Form>
  );
}
