import { noProject } from '../../domain/task.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Choice } from '../../ui/controls/choice.tsx';
import { type TextKey, text } from '../../ui/i18n/texts.ts';
import { type DueFilter, dueFilters, type Filter } from '../../ui/tasks/task-filter.ts';
import { type Grouping, groupings } from '../../ui/tasks/task-groups.ts';
import { projectTitle } from './group-title.ts';

const dueTexts = {
  any: 'filter_any_day',
  overdue: 'due_overdue',
  today: 'due_today',
  week: 'due_week',
  none: 'due_none',
} as const satisfies Record<DueFilter, TextKey>;

const groupTexts = {
  nothing: 'group_none',
  project: 'group_project',
  due: 'group_due',
} as const satisfies Record<Grouping, TextKey>;

/** The filter and the grouping of the list. */
export type Arrangement = Filter & { grouping: Grouping };

interface Props {
  arrangement: Arrangement;
  onChange: (part: Partial<Arrangement>) => void;
  projects: readonly string[];
  onSelect: () => void;
}

/** Choices for the filter and the grouping, and the button that starts a selection. */
export function TaskFilters({ arrangement, onChange, projects, onSelect }: Props) {
  // The filtered project stays in the choice after its last task has gone.
  const names = new Set([...projects, ...(arrangement.project ? [arrangement.project] : []), noProject]);
  return (
    <fieldset class="filters" aria-label={text('filters')}>
      <Choice
        label={text('filter_project')}
        value={arrangement.project ?? ''}
        options={[
          ['', text('filter_any_project')],
          ...[...names].map((name): [string, string] => [name, projectTitle(name)]),
        ]}
        onChoose={(project) => onChange({ project: project || null })}
      />
      <Choice
        label={text('filter_due')}
        value={arrangement.due}
        options={dueFilters.map((due) => [due, text(dueTexts[due])])}
        onChoose={(due) => onChange({ due })}
      />
      <Choice
        label={text('group_by')}
        value={arrangement.grouping}
        options={groupings.map((grouping) => [grouping, text(groupTexts[grouping])])}
        onChoose={(grouping) => onChange({ grouping })}
      />
      <Button small quiet onClick={onSelect}>
        {text('tasks_select')}
      </Button>
    </fieldset>
  );
}
