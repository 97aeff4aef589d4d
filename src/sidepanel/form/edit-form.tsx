import { useContext, useState } from 'preact/hooks';
import type { ListedTask } from '../../contract/operations.ts';
import type { Task, TaskEdit } from '../../domain/task.ts';
import { editOf, textsOf } from '../../domain/task-texts.ts';
import { text } from '../../ui/i18n/texts.ts';
import { OfferProjects } from './known-projects.ts';
import { TaskForm } from './task-form.tsx';

interface Props {
  task: ListedTask;
  /** @throws CodedError if the change could not be kept */
  onSave: (task: Task, changed: TaskEdit) => Promise<void>;
  onDone: () => void;
}

/**
 * A task of the list as a form in its place. It sends only changed fields: another device may change the others
 * meanwhile.
 */
export function EditForm({ task, onSave, onDone }: Props) {
  const [seen] = useState(() => textsOf(task));
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
        const changed = editOf(seen, form);
        if (isRejected(task) || Object.keys(changed).length > 0) await onSave(task, changed);
        onDone();
      }}
      onEscape={onDone}
      onCancel={onDone}
    />
  );
}

/** Whether the last change was refused. It is then sent again even without a new edit. */
const isRejected = ({ sync }: ListedTask): boolean => typeof sync === 'object' && 'rejected' in sync;
