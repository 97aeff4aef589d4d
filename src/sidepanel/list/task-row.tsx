import type { ListedTask } from '../../contract/operations.ts';
import { noProject, type Task } from '../../domain/task.ts';
import { Icon, type IconName } from '../../ui/controls/icon.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { dayWording } from '../../ui/time/day-wording.ts';
import { EditForm } from '../form/edit-form.tsx';
import type { TaskActions } from '../task-actions.ts';
import { projectTitle } from './group-title.ts';
import type { Selection } from './selection.ts';
import { TaskDecision } from './task-decision.tsx';

/** The values that decide how a row looks. */
export interface RowLook {
  task: ListedTask;
  /** `YYYY-MM-DD` */
  today: string;
  /** Whether the row is in the tab order. */
  isCurrent: boolean;
  /** Whether the row shows the form. */
  isEdited: boolean;
  /** Whether the row is selected; null while no selection is going on. */
  selected: boolean | null;
  /** Space of the skipped rows before it, in CSS pixels. */
  gap: number;
  /** The row's place in its group, from 1, and the group's size. */
  position: number;
  size: number;
}

/** The actions of a row. They are the same for all rows. */
export interface RowActions {
  actions: TaskActions;
  toggle: Selection['toggle'];
  onEdit: (taskId: string) => void;
  /** The form was sent or closed. */
  onEdited: (taskId: string) => void;
}

/** One task. It ignores the second click of a double click: another row may be under the pointer by then. */
export function TaskRow({ task, today, isCurrent, isEdited, selected, ...row }: RowLook & RowActions) {
  const { taskId, name, completed } = task;
  const { actions } = row;
  const part = (name: string) => `${name}-${taskId}`;
  const day = completed ? task.completedOn : task.due;
  const toggle = () => row.toggle(taskId);
  const shared = {
    'data-task': taskId,
    style: { marginBlockStart: `${row.gap}px` },
    'aria-posinset': row.position,
    'aria-setsize': row.size,
  };
  if (isEdited)
    return (
      <li class="task-editing" {...shared}>
        <EditForm task={task} onSave={actions.edit} onDone={() => row.onEdited(taskId)} />
      </li>
    );

  const tabIndex = isCurrent ? 0 : -1;
  const once = (act: (task: Task) => void) => (event: MouseEvent) => {
    if (event.detail <= 1) act(task);
  };
  const classes = ['task', completed && 'done', selected && 'selected'].filter(Boolean).join(' ');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list listens to the keys of all rows; its buttons are for screen readers
    <li
      {...shared}
      class={classes}
      aria-labelledby={[part('name'), day && part('due'), part('meta')].filter(Boolean).join(' ')}
      tabIndex={tabIndex}
      onClick={(event) => {
        if (selected !== null && !isControl(event.target)) toggle();
      }}
    >
      {selected !== null ? (
        <label class="choose">
          <input
            type="checkbox"
            aria-label={text('task_select', name)}
            tabIndex={tabIndex}
            checked={selected}
            onChange={toggle}
          />
        </label>
      ) : (
        <button
          type="button"
          class="check"
          aria-label={text(completed ? 'task_reopen' : 'task_complete', name)}
          tabIndex={tabIndex}
          onClick={once(completed ? actions.reopen : actions.complete)}
        >
          <span>{completed && <Icon name="check" size={14} />}</span>
        </button>
      )}
      <span class="name" id={part('name')}>
        {name}
      </span>
      <Due task={task} today={today} day={day} id={part('due')} />
      <span class="meta" id={part('meta')}>
        <Meta task={task} isPending={task.sync === 'waiting'} />
      </span>
      {selected === null && (
        <span class="row-buttons">
          <RowButton
            kind="edit"
            icon="pen"
            label={text('task_edit', name)}
            tabIndex={tabIndex}
            onClick={once(() => row.onEdit(taskId))}
          />
          <RowButton
            kind="delete"
            icon="bin"
            label={text('task_delete', name)}
            tabIndex={tabIndex}
            onClick={once(() => actions.remove([task]))}
          />
        </span>
      )}
      <TaskDecision task={task} today={today} actions={actions} onEdit={() => row.onEdit(taskId)} />
    </li>
  );
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('label, a, button') !== null;

interface RowButtonProps {
  kind: 'edit' | 'delete';
  icon: IconName;
  label: string;
  tabIndex: number;
  onClick: (event: MouseEvent) => void;
}

function RowButton({ kind, icon, label, tabIndex, onClick }: RowButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${kind}`}
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      onClick={onClick}
    >
      <Icon name={icon} size={16} />
    </button>
  );
}

/** The due day of an open task, or the completion day of a completed one. */
function Due({ task, day, today, id }: { task: Task; day: string; today: string; id: string }) {
  if (!day) return null;
  const said = dayWording(day, today);
  const urgency = task.completed ? '' : day < today ? 'over' : day === today ? 'today' : '';
  const label = text(task.completed ? 'completed_label' : 'due_label', said);
  return (
    <time id={id} class={`due ${urgency}`} dateTime={day} title={label}>
      {said}
    </time>
  );
}

/** The task's project, its page, and whether the server has it. */
function Meta({ task, isPending }: { task: Task; isPending: boolean }) {
  const parts = [
    (task.project !== noProject || !task.source) && <bdi>{projectTitle(task.project)}</bdi>,
    task.source && (
      <a href={task.source.url} target="_blank" rel="noreferrer" title={task.source.title}>
        {shortAddress(task.source.url)}
      </a>
    ),
    isPending && <span class="pending">{text('task_pending')}</span>,
  ].filter(Boolean);
  return (
    <>
      {parts.map((part, index) => (
        <span key={index}>
          {index > 0 && ' · '}
          {part}
        </span>
      ))}
      {task.description && <span class="description">{task.description}</span>}
    </>
  );
}

/** Host and path, without the parts that only machines read. A text that is no address stays as it is. */
function shortAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { host, pathname } = new URL(address);
  return (host.replace(/^www\./, '') + pathname).replace(/\/$/, '');
}
