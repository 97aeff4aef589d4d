import type { ChallengeAnswer } from '../../contract/challenge.ts';
import type { Submission } from '../../ui/controls/submission.ts';

/** What each kind of challenge is given. */
export interface ChallengeProps {
  username: string;
  submission: Submission;
  answer: (answer: ChallengeAnswer) => void;
  /** Who took too long begins again. */
  expired: () => void;
}
