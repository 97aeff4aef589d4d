import type { ListedTask } from '../contract/operations.ts';
import type { Task } from '../contract/task.ts';
import { noProject } from '../contract/task.ts';
import { dayWording } from '../ui/day-wording.ts';
import { Icon } from '../ui/icon.tsx';
import { text } from '../ui/texts.ts';
import type { TaskActions } from './task-actions.ts';
import { TaskDecision } from './task-decision.tsx';

/** What all rows have in common. */
export interface RowSurroundings {
  /** `YYYY-MM-DD` */
  today: string;
  actions: TaskActions;
}

type Props = { task: ListedTask; today: string; actions: TaskActions };

/** One task. The second click of a double click is left out: by then another row may be under the pointer. */
export function TaskRow({ task, today, actions }: Props) {
  const { name, completed } = task;
  const once = (act: (task: Task) => Promise<void>) => (event: MouseEvent) => {
    if (event.detail <= 1) void act(task);
  };
  return (
    <li class={completed ? 'task done' : 'task'} data-task={task.taskId}>
      <button
        type="button"
        class="check"
        aria-label={text(completed ? 'task_reopen' : 'task_complete', name)}
        onClick={once(completed ? actions.reopen : actions.complete)}
      >
        <span>{completed && <Icon name="check" size={14} />}</span>
      </button>
      <span class="name">{name}</span>
      <Due task={task} today={today} />
      <span class="meta">
        <Meta task={task} isPending={task.sync === 'waiting'} />
      </span>
      <button
        type="button"
        class="icon-button delete"
        aria-label={text('task_delete', name)}
        title={text('task_delete', name)}
        onClick={once((task) => actions.remove([task]))}
      >
        <Icon name="bin" size={16} />
      </button>
      <TaskDecision task={task} today={today} actions={actions} />
    </li>
  );
}

/** When an open task is due, or when a completed one was completed. */
function Due({ task, today }: { task: Task; today: string }) {
  const day = task.completed ? task.completedOn : task.due;
  if (!day) return null;
  const said = dayWording(day, today);
  const urgency = task.completed ? '' : day < today ? 'over' : day === today ? 'today' : '';
  return (
    <time
      class={`due ${urgency}`}
      dateTime={day}
      title={text(task.completed ? 'completed_label' : 'due_label', said)}
    >
      {said}
    </time>
  );
}

/** Project, the page it was made of, and whether the server knows it already. */
function Meta({ task, isPending }: { task: Task; isPending: boolean }) {
  const parts = [
    task.project !== noProject ? task.project : !task.source && text('dashboard_no_project'),
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

/** Host and path, without what only machines read. */
function shortAddress(address: string): string {
  const { host, pathname } = new URL(address);
  return (host.replace(/^www\./, '') + pathname).replace(/\/$/, '');
}
