import { useState } from 'preact/hooks';
import type { OperationInput } from '../../contract/operations.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useFirstFocus, useReturnedFocus } from '../../ui/controls/focus.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { countText, text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';

type Decision = OperationInput<'account.settleDepartedUnsent'>['unsent'];

/** Asks about the unsent changes of an account whose session ended here. The next person decides whether they stay. */
export function DepartedUnsent({ count, onSettled }: { count: number; onSettled: () => void }) {
  const submission = useSubmission();
  const [discarding, setDiscarding] = useState(false);
  const discard = useReturnedFocus<HTMLButtonElement>(discarding);
  const settle = (unsent: Decision) =>
    void submission.run(async () => {
      await call('account.settleDepartedUnsent', { unsent });
      onSettled();
    });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this asks by buttons
    <div class="note info question" role="group" aria-labelledby="departed-unsent">
      {discarding ? (
        <>
          <Sure count={count} />
          <div class="answers">
            <Button small busy={submission.busy} onClick={() => settle('discard')}>
              {text('departed_discard_submit')}
            </Button>
            <Button small quiet onClick={() => setDiscarding(false)}>
              {text('cancel')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p id="departed-unsent">{countText('departed_question', count)}</p>
          <div class="answers">
            <Button small quiet busy={submission.busy} onClick={() => settle('keep')}>
              {text('departed_keep')}
            </Button>
            <Button small quiet buttonRef={discard} onClick={() => setDiscarding(true)}>
              {text('departed_discard')}
            </Button>
          </div>
        </>
      )}
      <Failure error={submission.error} />
    </div>
  );
}

function Sure({ count }: { count: number }) {
  const question = useFirstFocus<HTMLParagraphElement>();
  return (
    <p id="departed-unsent" ref={question} tabIndex={-1}>
      {countText('departed_sure', count)}
    </p>
  );
}
