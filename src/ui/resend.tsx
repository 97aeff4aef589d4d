import { useEffect, useState } from 'preact/hooks';
import { Failure } from './note.tsx';
import { useSubmission } from './submission.ts';
import { countText, text } from './texts.ts';

interface Props {
  /** Earliest time of the next code, epoch ms. */
  resendAt: number;
  disabled?: boolean;
  /** @returns the earliest time after this one */
  send: () => Promise<number>;
}

/** Asks for the code once more, not sooner than the user pool likes it. */
export function Resend({ resendAt, disabled = false, send }: Props) {
  const submission = useSubmission();
  const [heldUntil, setHeldUntil] = useState(0);
  const seconds = useSecondsUntil(Math.max(resendAt, heldUntil));
  return (
    <>
      <div class="row">
        <button
          type="button"
          class="link"
          disabled={disabled || seconds > 0}
          aria-busy={submission.busy || undefined}
          onClick={() => void submission.run(async () => setHeldUntil(await send()))}
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
