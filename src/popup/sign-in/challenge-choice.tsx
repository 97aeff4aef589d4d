import type { Factor } from '../../contract/challenge.ts';
import { Button } from '../../ui/controls/button.tsx';
import { useFirstFocus } from '../../ui/controls/focus.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import type { ChallengeProps } from './challenge-props.ts';

/** A choice between several second factors, none of which is preferred. */
export function ChallengeChoice({ submission, answer, of }: ChallengeProps & { of: Factor[] }) {
  const heading = useFirstFocus<HTMLHeadingElement>();
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {text('challenge_choice_heading')}
      </h1>
      <div class="actions">
        {of.map((factor) => (
          <Button
            key={factor}
            quiet
            busy={submission.busy}
            onClick={() => answer({ kind: 'choice', factor })}
          >
            {text(`factor_${factor}`)}
          </Button>
        ))}
      </div>
      <Failure error={submission.error} />
    </>
  );
}
