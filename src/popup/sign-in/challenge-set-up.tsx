import { AuthenticatorSetUp } from '../../ui/account/authenticator-set-up.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import type { ChallengeProps } from './challenge-props.ts';

/** Sets up an authenticator app. The user pool requires one, and this person has none yet. */
export function ChallengeSetUp({ username, submission, answer }: ChallengeProps) {
  const heading = useFirstFocus<HTMLHeadingElement>();
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {text('authenticator_heading')}
      </h1>
      <AuthenticatorSetUp
        username={username}
        secret={() => call('account.challengeSecret')}
        submission={submission}
        onCode={(code) => answer({ kind: 'setUp', code })}
      />
    </>
  );
}
