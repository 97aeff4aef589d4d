import { useState } from 'preact/hooks';
import type { PasswordPolicy } from '../../contract/password.ts';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { NewPasswordField, useNewPassword } from '../../ui/new-password.tsx';
import { Failure, Note } from '../../ui/note.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { sentence, text } from '../../ui/texts.ts';

/** Another password, for who knows the one in use. */
export function ChangePassword({ policy }: { policy: PasswordPolicy | null }) {
  const [changed, setChanged] = useState(false);
  return (
    <Disclosure title={text('me_password')}>
      {changed ? (
        <Note tone="good">{text('me_password_changed')}</Note>
      ) : (
        <Form policy={policy} onChanged={() => setChanged(true)} />
      )}
    </Disclosure>
  );
}

const aboutNew = ['passwordRejected', 'passwordUsedBefore'];

function Form({ policy, onChanged }: { policy: PasswordPolicy | null; onChanged: () => void }) {
  const [current, setCurrent] = useState('');
  const fresh = useNewPassword(policy);
  const submission = useSubmission();
  const { error, busy } = submission;
  const isAboutCurrent = error?.code === 'wrongPassword';
  const isAboutNew = error !== null && aboutNew.includes(error.code);
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!current || !fresh.kept) return;
        void submission.run(async () => {
          await call('me.changePassword', { current, password: fresh.value });
          onChanged();
        });
      }}
    >
      <PasswordField
        label={text('me_password_current')}
        value={current}
        onText={(value) => {
          submission.clear();
          setCurrent(value);
        }}
        autocomplete="current-password"
        error={error && isAboutCurrent ? sentence(error) : null}
      />
      <NewPasswordField
        fresh={fresh}
        policy={policy}
        error={error && isAboutNew ? sentence(error) : null}
        onText={submission.clear}
      />
      {!isAboutCurrent && !isAboutNew && <Failure error={error} />}
      <div class="buttons">
        <Button type="submit" small busy={busy} disabled={!current || !fresh.kept}>
          {text(busy ? 'me_saving' : 'me_password_submit')}
        </Button>
      </div>
    </form>
  );
}
