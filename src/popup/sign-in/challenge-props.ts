import type { ChallengeAnswer } from '../../contract/challenge.ts';
import type { Submission } from '../../ui/controls/submission.ts';

/** The props of each kind of challenge. */
export interface ChallengeProps {
  username: string;
  submission: Submission;
  answer: (answer: ChallengeAnswer) => void;
}
