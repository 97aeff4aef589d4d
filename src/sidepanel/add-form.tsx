import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { DraftForm } from '../contract/operations.ts';
import { limits, noProject, type TaskDraft } from '../contract/task.ts';
import { Button } from '../ui/button.tsx';
import { TextArea, TextField } from '../ui/field.tsx';
import { Failure } from '../ui/note.tsx';
import { useSubmission } from '../ui/submission.ts';
import { text } from '../ui/texts.ts';
import type { Draft } from './draft.ts';

interface Props {
  draft: Draft;
  form: DraftForm;
  /** Names to choose from; a new one can be typed as well. */
  projects: readonly string[];
  /** @throws CodedError where the task could not be kept; the form stays as it is */
  onCreate: (task: TaskDraft) => Promise<void>;
}

/** A new task, written in place. Escape closes the form and keeps its text, Cancel drops it. */
export function AddForm({ draft, form, projects, onCreate }: Props) {
  const submission = useSubmission();
  const [asked, setAsked] = useState(false);
  const [dueIsBad, setDueIsBad] = useState(false);
  const name = useRef<HTMLInputElement>(null);
  const list = useId();
  useEffect(() => name.current?.focus(), []);

  const change = (part: Partial<DraftForm>) => {
    submission.clear();
    draft.change({ ...form, ...part });
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setAsked(true);
    if (!form.name.trim()) name.current?.focus();
    if (!form.name.trim() || dueIsBad) return;
    void submission.run(async () => {
      await onCreate({ ...form, project: form.project.trim() || noProject });
      draft.discard();
    });
  };

  return (
    <form
      class="form add-form"
      aria-label={text('add_heading')}
      autocomplete="off"
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.isComposing) draft.hide();
      }}
    >
      <TextField
        label={text('field_name')}
        value={form.name}
        onText={(value) => change({ name: value })}
        error={asked && !form.name.trim() ? text('field_required', text('field_name')) : null}
        inputRef={name}
        autocomplete="off"
        spellcheck
        maxLength={limits.name}
      />
      <div class="pair">
        <TextField
          label={text('field_project')}
          value={form.project}
          onText={(value) => change({ project: value })}
          hint={text('add_project_public')}
          list={list}
          autocomplete="off"
          maxLength={limits.project}
        />
        <datalist id={list}>
          {projects
            .filter((project) => project !== noProject)
            .map((project) => (
              <option key={project} value={project} />
            ))}
        </datalist>
        <TextField
          label={text('field_due')}
          value={form.due}
          onText={(value) => change({ due: value })}
          onBlur={(event) => setDueIsBad(event.currentTarget.validity.badInput)}
          error={dueIsBad ? text('add_due_malformed') : null}
          type="date"
          max="9999-12-31"
        />
      </div>
      <TextArea
        label={text('field_description')}
        value={form.description}
        onText={(value) => change({ description: value })}
        rows={2}
        maxLength={limits.description}
      />
      <Failure error={submission.error} />
      <div class="buttons">
        <Button type="submit" small busy={submission.busy}>
          {text(submission.busy ? 'add_busy' : 'tasks_add')}
        </Button>
        <Button small quiet onClick={draft.discard}>
          {text('cancel')}
        </Button>
      </div>
    </form>
  );
}
