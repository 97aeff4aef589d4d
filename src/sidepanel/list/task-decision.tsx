import type { ListedTask } from '../../contract/operations.ts';
import { noProject, type Task } from '../../domain/task.ts';
import { type TaskField, taskFields } from '../../domain/task-fields.ts';
import { Button } from '../../ui/controls/button.tsx';
import { sentence, text } from '../../ui/i18n/texts.ts';
import { dayWording } from '../../ui/time/day-wording.ts';
import type { Decision, TaskActions } from '../task-actions.ts';

interface Props {
  task: ListedTask;
  /** `YYYY-MM-DD` */
  today: string;
  actions: TaskActions;
  onEdit: () => void;
}

/** A change that the server refused, with the decisions that its author has. Renders nothing if there is none. */
export function TaskDecision({ task, today, actions, onEdit }: Props) {
  const { sync } = task;
  if (typeof sync === 'string') return null;
  const button = (decision: Decision, label: string) => (
    <Button small quiet onClick={() => void actions.decide(task, decision)}>
      {label}
    </Button>
  );
  if ('rejected' in sync) {
    return (
      <fieldset class="decision">
        <legend>{text('sync_rejected')}</legend>
        <p>{sentence(sync.rejected)}</p>
        <div class="buttons">
          <Button small quiet onClick={onEdit}>
            {text('sync_edit')}
          </Button>
          {button('again', text('sync_send_again'))}
          {button('drop', text('sync_drop'))}
        </div>
      </fieldset>
    );
  }
  const { mine, theirs } = sync.conflict;
  return (
    <fieldset class="decision">
      <legend>{text('sync_conflict')}</legend>
      <dl>
        <Version title={text('sync_mine')} task={mine} other={theirs} today={today} />
        <Version title={text('sync_theirs')} task={theirs} other={mine} today={today} />
      </dl>
      <div class="buttons">
        {button('mine', text(mine ? 'sync_keep_mine' : 'sync_delete_anyway'))}
        {button('theirs', text(theirs ? 'sync_keep_theirs' : 'sync_let_go'))}
      </div>
    </fieldset>
  );
}

/** One side of a conflict: its differences. */
function Version({ title, task, other, today }: VersionProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{task ? differences(task, other, today) : <em>{text('sync_deleted')}</em>}</dd>
    </div>
  );
}
interface VersionProps {
  title: string;
  task: Task | null;
  other: Task | null;
  today: string;
}

/** A line for each field that differs from the other version; for each that is not empty if there is no other. */
function differences(task: Task, other: Task | null, today: string) {
  const { name, project, due, description } = task;
  const said: Record<TaskField, string | null> = {
    name,
    project: project === noProject ? text('dashboard_no_project') : project,
    due: due ? text('due_label', dayWording(due, today)) : other && text('sync_no_due'),
    description: description || (other && text('sync_no_description')),
  };
  const differing = taskFields.filter((field) => task[field] !== other?.[field] && said[field]);
  const lines = differing.map((field) => said[field]);
  return lines.map((line, index) => (
    <span key={index} class="line">
      {line}
    </span>
  ));
}
