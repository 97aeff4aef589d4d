import { useState } from 'preact/hooks';
import { CodedError } from '../../contract/errors.ts';
import type { OperationInput } from '../../contract/operations.ts';
import { type Submission, useSubmission } from '../controls/submission.ts';
import { call } from '../state/call.ts';

export interface SignOutFlow {
  submission: Submission;
  /** Some changes are unsent, and the person has to decide about them. */
  asking: boolean;
  /** Sending was tried, and failed. */
  notSent: boolean;
  /** @param everywhere ends the account's sessions on all devices */
  signOut(everywhere: boolean): void;
  answer(answer: 'send' | 'discard' | 'cancel'): void;
}

/** Signs out. It asks first if some changes are unsent. */
export function useSignOutFlow(): SignOutFlow {
  const submission = useSubmission();
  const [asking, setAsking] = useState<{ everywhere: boolean; notSent: boolean } | null>(null);

  const send = (input: OperationInput<'account.signOut'>) =>
    void submission.run(async () => {
      try {
        await call('account.signOut', input);
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'unsentChanges') throw error;
        setAsking({ everywhere: input.everywhere ?? false, notSent: input.unsent === 'send' });
      }
    });

  return {
    submission,
    asking: asking !== null,
    notSent: asking?.notSent ?? false,
    signOut: (everywhere) => send({ everywhere }),
    answer(answer) {
      submission.clear();
      if (answer === 'cancel') setAsking(null);
      else send({ everywhere: asking?.everywhere ?? false, unsent: answer });
    },
  };
}
