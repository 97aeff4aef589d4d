import type { ChallengeAnswer } from '../../contract/challenge.ts';
import { CodedError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import { useSubmission } from '../../ui/controls/submission.ts';
import { call } from '../../ui/state/call.ts';
import { ChallengeChoice } from './challenge-choice.tsx';
import { ChallengeCode } from './challenge-code.tsx';
import { ChallengeNewPassword } from './challenge-new-password.tsx';
import type { ChallengeProps } from './challenge-props.ts';
import { ChallengeSetUp } from './challenge-set-up.tsx';
import { StepFrame } from './step-frame.tsx';
import { type ChallengeStep, type Go, signIn, stepAfter } from './steps.ts';

/** What the user pool asks after the password. Once all is answered, the session's push brings the account's screen. */
export function Challenge({ step, session, go }: { step: ChallengeStep; session: SessionView; go: Go }) {
  const { username } = step;
  const submission = useSubmission();
  const expired = () => go(signIn(username, 'expired'));
  const answer = (given: ChallengeAnswer) =>
    void submission.run(async () => {
      try {
        const next = stepAfter(await call('account.answerChallenge', given));
        if (next) go(next);
      } catch (error) {
        if (!(error instanceof CodedError && error.code === 'challengeExpired')) throw error;
        expired();
      }
    });
  return (
    <StepFrame username={username} go={go}>
      <Asked step={step} session={session} given={{ username, submission, answer, expired }} />
    </StepFrame>
  );
}

function Asked({
  step,
  session,
  given,
}: {
  step: ChallengeStep;
  session: SessionView;
  given: ChallengeProps;
}) {
  const { challenge } = step;
  switch (challenge.kind) {
    case 'newPassword':
      return (
        <ChallengeNewPassword {...given} policy={session.passwordPolicy} attributes={challenge.attributes} />
      );
    case 'code':
      return <ChallengeCode {...given} by={challenge.by} destination={challenge.destination} />;
    case 'choice':
      return <ChallengeChoice {...given} of={challenge.of} />;
    case 'setUp':
      return <ChallengeSetUp {...given} />;
  }
}
