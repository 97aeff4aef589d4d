import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TaskTexts } from '../../domain/task-texts.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import type { QuickLine } from '../../ui/tasks/quick-line.tsx';
import { TaskFields } from './task-fields.tsx';

interface Props {
  label: string;
  submit: string;
  busy: string;
  form: TaskTexts;
  offer: (typed: string) => readonly string[];
  onChange: (form: TaskTexts) => void;
  /** @throws CodedError if it could not be kept; the form stays as it is */
  onSubmit: () => Promise<void>;
  onEscape: () => void;
  onCancel: () => void;
  /** How the name is understood, if it is a line with a day and a project. */
  line?: QuickLine;
  children?: ComponentChildren;
}

/** The form of a task, in its place in the list. The name gets the focus before the next key press, and is required. */
export function TaskForm({ form, offer, onChange, line, children, ...props }: Props) {
  const submission = useSubmission();
  const [asked, setAsked] = useState(false);
  const [dueIsBad, setDueIsBad] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    name.current?.focus();
    // Scrolls the buttons into view too, if there is space.
    name.current?.form?.scrollIntoView({ block: 'nearest' });
  }, []);

  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (!form.name.trim()) name.current?.focus();
    if (!form.name.trim() || dueIsBad) return;
    void submission.run(props.onSubmit);
  };

  return (
    <form
      class="form task-form"
      aria-label={props.label}
      autocomplete="off"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) props.onEscape();
      }}
    >
      {children}
      <TaskFields
        form={form}
        onChange={(part) => {
          submission.clear();
          onChange({ ...form, ...part });
        }}
        offer={offer}
        asked={asked}
        onBadDue={setDueIsBad}
        nameRef={name}
        line={line}
      />
      <div class="buttons">
        <Button type="submit" small busy={submission.busy} busyLabel={props.busy}>
          {props.submit}
        </Button>
        <Button small quiet onClick={props.onCancel}>
          {text('cancel')}
        </Button>
      </div>
      <Failure error={submission.error} />
    </form>
  );
}
