import type { TaskDraft } from '../../domain/task.ts';
import type { TaskTexts } from '../../domain/task-texts.ts';
import { text } from '../../ui/i18n/texts.ts';
import type { Draft } from './draft.ts';
import { TaskForm } from './task-form.tsx';

interface Props {
  draft: Draft;
  form: TaskTexts;
  /** Project names for the typed text. */
  offer: (typed: string) => readonly string[];
  /** @throws CodedError if the task could not be kept; the form stays as it is */
  onCreate: (task: TaskDraft) => Promise<void>;
}

/** The form of a new task. Escape closes it and keeps its texts, Cancel drops them. */
export function AddForm({ draft, form, offer, onCreate }: Props) {
  return (
    <TaskForm
      label={text('add_heading')}
      submit={text('tasks_add')}
      busy={text('add_busy')}
      form={form}
      offer={offer}
      onChange={draft.change}
      onSubmit={async () => {
        await onCreate(form);
        draft.discard();
      }}
      onEscape={draft.hide}
      onCancel={draft.discard}
    />
  );
}
