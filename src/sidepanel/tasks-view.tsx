import type { RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedTask } from '../contract/operations.ts';
import type { ProjectMonth } from '../contract/projects.ts';
import type { useTasks } from '../ui/mirror.ts';
import { Failure } from '../ui/note.tsx';
import { matches, orderTasks } from '../ui/task-order.ts';
import { text } from '../ui/texts.ts';
import { useToday } from '../ui/today.ts';
import { AddForm } from './add-form.tsx';
import type { Draft } from './draft.ts';
import { useFocusKeeper } from './focus-keeper.ts';
import { NoTasks } from './no-tasks.tsx';
import { Skeleton } from './skeleton.tsx';
import type { TaskActions } from './task-actions.ts';
import { TaskSection } from './task-section.tsx';
import { TaskTools } from './task-tools.tsx';

interface Props {
  tasks: ReturnType<typeof useTasks>;
  projects: readonly ProjectMonth[];
  draft: Draft;
  actions: TaskActions;
}

/** The account's tasks. Old ones stay on the screen while newer are on their way. */
export function TasksView({ tasks, projects, draft, actions }: Props) {
  const [filter, setFilter] = useState('');
  const today = useToday();
  const view = useRef<HTMLDivElement>(null);
  useFocusKeeper(view);
  useReturnedFocus(view, draft.form !== null);

  const { value, error, loading, refresh } = tasks;
  // Typing filters what is in order already.
  const ordered = useMemo(() => orderTasks(value.tasks.values()), [value.tasks]);
  const { toDo, completed } = useMemo(() => {
    const find = (tasks: readonly ListedTask[]) => tasks.filter((task) => matches(task, filter));
    return filter ? { toDo: find(ordered.toDo), completed: find(ordered.completed) } : ordered;
  }, [ordered, filter]);

  const names = useMemo(() => {
    const known = [...projects, ...value.tasks.values()].map(({ project }) => project);
    return [...new Set(known)].sort();
  }, [projects, value.tasks]);

  const row = { today, actions };
  const found = toDo.length + completed.length > 0;
  return (
    <div class="tasks" ref={view}>
      {draft.form ? (
        <AddForm draft={draft} form={draft.form} projects={names} onCreate={actions.create} />
      ) : (
        <TaskTools filter={filter} onFilter={setFilter} onAdd={() => void draft.open()} />
      )}
      {error && (
        <div class="banner">
          <Failure error={error} onRetry={() => void refresh()} />
        </div>
      )}
      {found ? (
        <>
          <TaskSection title={text('tasks_to_do')} tasks={toDo} row={row} empty={text('tasks_none_open')} />
          {completed.length > 0 && (
            <TaskSection title={text('tasks_completed')} tasks={completed} row={row} />
          )}
        </>
      ) : filter && value.tasks.size > 0 ? (
        <NoTasks title={text('tasks_none_found', filter)}>
          <button type="button" class="link" onClick={() => setFilter('')}>
            {text('tasks_clear_filter')}
          </button>
        </NoTasks>
      ) : value.fetchedAt !== null ? (
        <NoTasks title={text('tasks_none')}>{text('tasks_none_hint')}</NoTasks>
      ) : (
        loading && <Skeleton rows={6} />
      )}
    </div>
  );
}

/** Gives the focus back to the button that opened the form, once the form is closed. */
function useReturnedFocus(view: RefObject<HTMLElement | null>, open: boolean): void {
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (wasOpen.current && !open) view.current?.querySelector<HTMLElement>('.tools button')?.focus();
    wasOpen.current = open;
  }, [open]);
}
