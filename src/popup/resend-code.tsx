import { useEffect, useState } from 'preact/hooks';
import { call } from '../ui/call.ts';
import { Failure } from '../ui/note.tsx';
import { useSubmission } from '../ui/submission.ts';
import { countText, text } from '../ui/texts.ts';

interface Props {
  /** The operation that sends it. */
  by?: 'account.resendCode' | 'account.forgotPassword';
  username: string;
  /** Earliest time of the next resend, epoch ms. */
  resendAt: number;
  onSent: (destination: string, resendAt: number) => void;
}

/** Asks for the mail once more, not sooner than the user pool likes it. */
export function ResendCode({ by = 'account.resendCode', username, resendAt, onSent }: Props) {
  const submission = useSubmission();
  const [heldUntil, setHeldUntil] = useState(0);
  const seconds = useSecondsUntil(Math.max(resendAt, heldUntil));

  const resend = () =>
    void submission.run(async () => {
      const answer = await call(by, { username });
      setHeldUntil(answer.resendAt);
      onSent(answer.destination, answer.resendAt);
    });

  return (
    <>
      <div class="row">
        <button
          type="button"
          class="link"
          disabled={!username || seconds > 0}
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

/** Whole seconds that are left, counting down to 0. */
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
