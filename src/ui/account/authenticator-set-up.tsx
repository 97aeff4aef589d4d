import { useEffect, useState } from 'preact/hooks';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import { codeLength } from '../../domain/code-length.ts';
import { Button } from '../controls/button.tsx';
import { CodeField, isAboutCode } from '../controls/code-field.tsx';
import { Form } from '../controls/form.tsx';
import { Failure } from '../controls/note.tsx';
import { QrCode } from '../controls/qr-code.tsx';
import type { Submission } from '../controls/submission.ts';
import { text } from '../i18n/texts.ts';

interface Props {
  username: string;
  /** Requests the secret, base32. */
  secret: () => Promise<string>;
  submission: Submission;
  onCode: (code: string) => void;
}

/** Sets up an authenticator app: shows the secret as a QR code and as text, and takes a first code as proof. */
export function AuthenticatorSetUp({ username, secret: ask, submission, onCode }: Props) {
  const { secret, error: missing, retry } = useSecret(ask);
  const [code, setCode] = useState('');
  const { error, busy } = submission;
  if (missing) return <Failure error={missing} onRetry={retry} />;
  return (
    <Form
      submission={submission}
      onSubmit={() => {
        if (code.length === codeLength.usual) onCode(code);
      }}
    >
      <p class="muted">{text('authenticator_lead')}</p>
      <div class="qr-room">{secret && <QrCode value={otpauth(username, secret)} />}</div>
      <Secret value={secret ?? ''} />
      <CodeField
        value={code}
        onText={(value) => {
          submission.clear();
          setCode(value);
        }}
        error={error}
      />
      <Button
        type="submit"
        busy={busy}
        busyLabel={text('authenticator_busy')}
        disabled={!secret || code.length !== codeLength.usual}
      >
        {text('authenticator_submit')}
      </Button>
      <Failure error={isAboutCode(error) ? null : error} />
    </Form>
  );
}

/** The secret as text, for a person without a camera. Groups of four are easier to read. */
function Secret({ value }: { value: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div class="secret">
      <code>{value.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      <button
        type="button"
        class="link"
        onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
      >
        {text('authenticator_copy')}
      </button>
      <span class="visually-hidden" role="status">
        {copied && text('authenticator_copied')}
      </span>
    </div>
  );
}

function useSecret(ask: () => Promise<string>) {
  const [secret, setSecret] = useState<string | null>(null);
  const [error, setError] = useState<SafeError | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let current = true;
    setError(null);
    ask().then(
      (value) => current && setSecret(value),
      (failure: unknown) => current && setError(toSafeError(failure)),
    );
    return () => {
      current = false;
    };
  }, [asked]);
  return { secret, error, retry: () => setAsked((times) => times + 1) };
}

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
function otpauth(username: string, secret: string): string {
  const issuer = 'Countersign';
  return `otpauth://totp/${issuer}:${encodeURIComponent(username)}?secret=${secret}&issuer=${issuer}`;
}
