import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Submission } from './submission.ts';

interface Props {
  submission: Submission;
  /** Sends the form if it is complete. Otherwise the fields show what is missing. */
  onSubmit: () => void;
  class?: string;
  children: ComponentChildren;
}

/** A form of one step with its button. If a field is wrong after submit, the first wrong field gets the focus. */
export function Form({ submission, onSubmit, class: more, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(0);
  // A layout effect runs before the next key press.
  useLayoutEffect(() => {
    if (sent > 0 && !submission.busy) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [sent, submission.busy]);
  return (
    <form
      ref={form}
      class={['form', more].filter(Boolean).join(' ')}
      noValidate
      autocomplete="off"
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
