import { useState } from 'preact/hooks';
import type { Factor } from '../../contract/challenge.ts';
import { codeLength } from '../../domain/code-length.ts';
import { Button } from '../../ui/controls/button.tsx';
import { CodeField, isAboutCode } from '../../ui/controls/code-field.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Form } from '../../ui/controls/form.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { text, textWithElement } from '../../ui/i18n/texts.ts';
import type { ChallengeProps } from './challenge-props.ts';

type Props = ChallengeProps & { by: Factor; destination: string };

/** Asks for a code from a message or an authenticator app. After a wrong code, the person may try again. */
export function ChallengeCode({ submission, answer, by, destination }: Props) {
  const [code, setCode] = useState('');
  const first = useFirstFocus<HTMLInputElement>();
  const { error, busy } = submission;
  const ready = code.length >= codeLength.usual;
  return (
    <>
      <h1>{text('challenge_code_heading')}</h1>
      <p class="muted">
        {by === 'authenticator'
          ? text('challenge_code_authenticator')
          : textWithElement('challenge_code_sent', <b>{destination}</b>)}
      </p>
      <Form
        submission={submission}
        onSubmit={() => {
          if (ready) answer({ kind: 'code', code });
        }}
      >
        <CodeField
          value={code}
          onText={(value) => {
            submission.clear();
            setCode(value);
          }}
          error={error}
          inputRef={first}
          longest={by === 'authenticator' ? codeLength.usual : codeLength.longest}
        />
        <Button type="submit" busy={busy} busyLabel={text('signIn_busy')} disabled={!ready}>
          {text('signIn_submit')}
        </Button>
      </Form>
      <Failure error={isAboutCode(error) ? null : error} />
    </>
  );
}
