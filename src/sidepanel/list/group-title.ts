import { noProject } from '../../domain/task.ts';
import { type TextKey, text } from '../../ui/i18n/texts.ts';
import type { DueGroup, TaskGroup } from '../../ui/tasks/task-groups.ts';

const dueTitles = {
  overdue: 'due_overdue',
  today: 'due_today',
  tomorrow: 'due_tomorrow',
  week: 'due_week',
  later: 'due_later',
  none: 'due_none',
} as const satisfies Record<DueGroup, TextKey>;

/** The heading over a group of tasks. */
export function groupTitle(group: TaskGroup): string {
  switch (group.by) {
    case 'toDo':
      return text('tasks_to_do');
    case 'completed':
      return text('tasks_completed');
    case 'project':
      return projectTitle(group.project);
    case 'due':
      return text(dueTitles[group.due]);
  }
}

/** A project's name, or the text for "no project". */
export const projectTitle = (project: string): string =>
  project === noProject ? text('dashboard_no_project') : project;

/** A unique key of the group. It is valid inside an element's id. */
export function groupKey(group: TaskGroup): string {
  if (group.by === 'project') return `project-${encodeURIComponent(group.project)}`;
  return group.by === 'due' ? `due-${group.due}` : group.by;
}
