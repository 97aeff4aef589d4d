import { Button } from '../controls/button.tsx';
import { useFirstFocus, useReturnedFocus } from '../controls/focus.ts';
import { Failure, Note } from '../controls/note.tsx';
import { countText, text } from '../i18n/texts.ts';
import type { SignOutFlow } from './sign-out-flow.ts';

interface Props {
  leaving: SignOutFlow;
  unsent: number;
  /** Looks like a button, for a place among other buttons. */
  asButton?: boolean;
}

/** Signs out. It asks first about changes that were not sent. */
export function SignOut({ leaving, unsent, asButton = false }: Props) {
  const { asking, submission, signOut } = leaving;
  const link = useReturnedFocus<HTMLButtonElement>(asking);
  const label = text(submission.busy ? 'account_signing_out' : 'account_sign_out');
  return (
    <div class="sign-out">
      {asking ? (
        <Question leaving={leaving} unsent={unsent} />
      ) : asButton ? (
        <Button small quiet buttonRef={link} busy={submission.busy} onClick={() => signOut(false)}>
          {label}
        </Button>
      ) : (
        <button
          ref={link}
          type="button"
          class="link"
          aria-busy={submission.busy || undefined}
          onClick={() => signOut(false)}
        >
          {label}
        </button>
      )}
      <Failure error={submission.error} />
    </div>
  );
}

function Question({ leaving, unsent }: { leaving: SignOutFlow; unsent: number }) {
  const question = useFirstFocus<HTMLParagraphElement>();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and this asks by buttons
    <div class="question" role="group" aria-labelledby="sign-out-question">
      <p id="sign-out-question" ref={question} tabIndex={-1}>
        {countText('sign_out_question', Math.max(1, unsent))}
      </p>
      <Button busy={leaving.submission.busy} onClick={() => leaving.answer('send')}>
        {text('sign_out_send')}
      </Button>
      <Button quiet onClick={() => leaving.answer('discard')}>
        {text('sign_out_discard')}
      </Button>
      <Button quiet onClick={() => leaving.answer('cancel')}>
        {text('cancel')}
      </Button>
      {leaving.notSent && <Note tone="bad">{text('sign_out_not_sent')}</Note>}
    </div>
  );
}
