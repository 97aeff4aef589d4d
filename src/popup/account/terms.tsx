import type { SessionView } from '../../contract/session.ts';
import { SignOut } from '../../ui/account/sign-out.tsx';
import { useSignOutFlow } from '../../ui/account/sign-out-flow.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { Frame } from '../frame.tsx';

const paragraphs = ['terms_stored', 'terms_public', 'terms_pages', 'terms_leaving'] as const;

/**
 * The terms. A person must agree before any of their data is stored. Then the session's push brings the account's
 * screen.
 */
export function Terms({ session }: { session: SessionView }) {
  const submission = useSubmission();
  const leaving = useSignOutFlow();
  const heading = useFirstFocus<HTMLHeadingElement>();
  const agree = () =>
    void submission.run(async () => {
      await call('profile.acceptTerms');
    });
  return (
    <Frame footer={<SignOut leaving={leaving} unsent={session.unsent} />}>
      <h1 ref={heading} tabIndex={-1}>
        {text('terms_heading')}
      </h1>
      {/* The question about unsent changes is shown alone. */}
      {!leaving.asking && (
        <>
          <p>{text('terms_intro')}</p>
          <ul class="terms">
            {paragraphs.map((key) => (
              <li key={key}>{text(key)}</li>
            ))}
          </ul>
          <Button busy={submission.busy} busyLabel={text('terms_busy')} onClick={agree}>
            {text('terms_agree')}
          </Button>
          <Failure error={submission.error} />
        </>
      )}
    </Frame>
  );
}
