import { useEffect, useState } from 'preact/hooks';
import { Failure } from '../controls/note.tsx';
import { useSubmission } from '../controls/submission.ts';
import { countText, text } from '../i18n/texts.ts';

interface Props {
  /** Sends the code. */
  send: () => Promise<{ destination: string; resendAt: number }>;
  disabled?: boolean;
  /** Earliest time of the next request, epoch ms. */
  resendAt: number;
  onSent: (destination: string, resendAt: number) => void;
}

/** Requests another code. It waits as long as the user pool asks. */
export function ResendCode({ send, disabled = false, resendAt, onSent }: Props) {
  const submission = useSubmission();
  const [heldUntil, setHeldUntil] = useState(0);
  const seconds = useSecondsUntil(Math.max(resendAt, heldUntil));

  const resend = () =>
    void submission.run(async () => {
      const answer = await send();
      setHeldUntil(answer.resendAt);
      onSent(answer.destination, answer.resendAt);
    });

  return (
    <>
      <div class="row">
        <button
          type="button"
          class="link"
          disabled={disabled || seconds > 0}
          aria-busy={submission.busy || undefined}
          onClick={resend}
        >
          {text('resend_submit')}
        </button>
        {seconds > 0 && <span class="muted">{countText('resend_wait', seconds)}</span>}
      </div>
      <Failure error={submission.error} />
    </>
  );
}

/** Whole seconds until `time`, counting down to 0. */
function useSecondsUntil(time: number): number {
  const [now, setNow] = useState(Date.now());
  const left = Math.max(0, Math.ceil((time - now) / 1000));
  useEffect(() => {
    setNow(Date.now());
    if (time <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [time, left === 0]);
  return left;
}
