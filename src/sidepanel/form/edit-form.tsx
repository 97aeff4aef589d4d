import { useContext, useState } from 'preact/hooks';
import type { DraftForm, ListedTask } from '../../contract/operations.ts';
import { noProject, type Task, type TaskEdit } from '../../domain/task.ts';
import { text } from '../../ui/i18n/texts.ts';
import { OfferProjects } from './known-projects.ts';
import { TaskForm } from './task-form.tsx';

interface Props {
  task: ListedTask;
  /** @throws CodedError where the change could not be kept */
  onSave: (task: Task, changed: TaskEdit) => Promise<void>;
  onDone: () => void;
}

/** A task in the list, as a form in its place. Only what was changed is sent: the rest may be changed elsewhere meanwhile. */
export function EditForm({ task, onSave, onDone }: Props) {
  const [seen] = useState(() => formOf(task));
  const [form, setForm] = useState(seen);
  const offer = useContext(OfferProjects);
  return (
    <TaskForm
      label={text('task_edit', task.name)}
      submit={text('edit_save')}
      busy={text('edit_busy')}
      form={form}
      offer={offer}
      onChange={setForm}
      onSubmit={async () => {
        const changed = changedFields(seen, form);
        if (isRejected(task) || Object.keys(changed).length > 0) await onSave(task, changed);
        onDone();
      }}
      onEscape={onDone}
      onCancel={onDone}
    />
  );
}

/** What was refused is sent again as it is, too. */
const isRejected = ({ sync }: ListedTask): boolean => typeof sync === 'object' && 'rejected' in sync;

const formOf = ({ name, project, due, description }: Task): DraftForm => ({
  name,
  project: project === noProject ? '' : project,
  due,
  description,
});

function changedFields(before: DraftForm, after: DraftForm): TaskEdit {
  const changed: TaskEdit = {};
  if (after.name.trim() !== before.name) changed.name = after.name;
  if (after.project.trim() !== before.project) changed.project = after.project.trim() || noProject;
  if (after.due !== before.due) changed.due = after.due;
  if (after.description.trim() !== before.description) changed.description = after.description;
  return changed;
}
