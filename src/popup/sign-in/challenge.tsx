import type { JSX } from 'preact';
import type { ChallengeAnswer } from '../../contract/challenge.ts';
import type { SessionView } from '../../contract/session.ts';
import { useSubmission } from '../../ui/controls/submission.ts';
import { call } from '../../ui/state/call.ts';
import { ChallengeChoice } from './challenge-choice.tsx';
import { ChallengeCode } from './challenge-code.tsx';
import { ChallengeNewPassword } from './challenge-new-password.tsx';
import type { ChallengeProps } from './challenge-props.ts';
import { ChallengeSetUp } from './challenge-set-up.tsx';
import { StepFrame } from './step-frame.tsx';
import type { ChallengeStep, Go } from './steps.ts';

/** The user pool's challenges after the password. The session's push brings the next step. */
export function Challenge({ step, session, go }: { step: ChallengeStep; session: SessionView; go: Go }) {
  const { username } = step;
  const submission = useSubmission();
  const answer = (given: ChallengeAnswer) =>
    void submission.run(async () => {
      await call('account.answerChallenge', given);
    });
  return (
    <StepFrame username={username} go={go}>
      <Asked step={step} session={session} given={{ username, submission, answer }} />
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
}): JSX.Element {
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
