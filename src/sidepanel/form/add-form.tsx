import { knownProject } from '../../domain/known-project.ts';
import type { TaskDraft } from '../../domain/task.ts';
import type { TaskTexts } from '../../domain/task-texts.ts';
import { text } from '../../ui/i18n/texts.ts';
import { useQuickLine } from '../../ui/tasks/quick-line.tsx';
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

/**
 * The form of a new task. Its name is a line of text: a day and a project in it are shown in their fields, until the
 * person writes into these. Escape closes the form and keeps its texts, Cancel drops them.
 */
export function AddForm({ draft, form, offer, onCreate }: Props) {
  const line = useQuickLine(form.name, (project) => knownProject(project, offer(project)));
  const { name, due, project, understood } = line;
  const shown = { ...form, ...(due && { due }), ...(project && { project }) };
  return (
    <TaskForm
      label={text('add_heading')}
      submit={text('tasks_add')}
      busy={text('add_busy')}
      form={shown}
      offer={offer}
      line={line}
      onChange={(next) => {
        // What the person writes into a field counts instead of the line's words.
        for (const part of understood) if (next[part.kind] !== shown[part.kind]) line.undo(part);
        const own = (kind: 'due' | 'project') => (next[kind] === shown[kind] ? form[kind] : next[kind]);
        draft.change({ ...next, due: own('due'), project: own('project') });
      }}
      onSubmit={async () => {
        await onCreate({ ...shown, name });
        draft.discard();
      }}
      onEscape={draft.hide}
      onCancel={draft.discard}
    />
  );
}
