import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Submission } from './submission.ts';

interface Props {
  submission: Submission;
  /** Sends what is complete; what is not is shown at its fields. */
  onSubmit: () => void;
  class?: string;
  children: ComponentChildren;
}

/** One step's fields and its button. Sent with something wrong, here or there, it leads to the first wrong field. */
export function Form({ submission, onSubmit, class: more, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(0);
  // Before the next key is pressed.
  useLayoutEffect(() => {
    if (sent > 0 && !submission.busy) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [sent, submission.busy]);
  return (
    <form
      ref={form}
      class={['form', more].filter(Boolean).join(' ')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
        setSent(sent + 1);
      }}
    >
      {children}
    </form>
  );
}
