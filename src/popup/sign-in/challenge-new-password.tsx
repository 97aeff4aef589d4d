import { useState } from 'preact/hooks';
import type { PasswordPolicy } from '../../domain/password.ts';
import { AttributeField } from '../../ui/account/attribute-field.tsx';
import { HiddenUsername } from '../../ui/account/hidden-username.tsx';
import { isAboutNewPassword, NewPasswordField, useNewPassword } from '../../ui/account/new-password.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import type { ChallengeProps } from './challenge-props.ts';

type Props = ChallengeProps & { policy: PasswordPolicy | null; attributes: string[] };

/**
 * Replaces a temporary password by the person's own. It also asks for the attributes that the user pool still lacks.
 */
export function ChallengeNewPassword({ username, submission, answer, policy, attributes }: Props) {
  const heading = useFirstFocus<HTMLHeadingElement>();
  const fresh = useNewPassword(policy);
  const [given, setGiven] = useState<Record<string, string>>({});
  const { error, busy } = submission;
  const ready = fresh.kept && attributes.every((name) => given[name]?.trim());
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {text('challenge_password_heading')}
      </h1>
      <p class="muted">{text('challenge_password_lead')}</p>
      <Form
        submission={submission}
        onSubmit={() => {
          if (ready) answer({ kind: 'newPassword', password: fresh.value, attributes: given });
        }}
      >
        <HiddenUsername value={username} />
        <NewPasswordField fresh={fresh} policy={policy} onText={submission.clear} error={error} />
        {attributes.map((name) => (
          <AttributeField
            key={name}
            name={name}
            value={given[name] ?? ''}
            error={null}
            onText={(value) => {
              submission.clear();
              setGiven({ ...given, [name]: value });
            }}
          />
        ))}
        <Button type="submit" busy={busy} busyLabel={text('signIn_busy')} disabled={!ready}>
          {text('challenge_password_submit')}
        </Button>
      </Form>
      <Failure error={isAboutNewPassword(error) ? null : error} />
    </>
  );
}
