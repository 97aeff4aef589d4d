import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedTask } from '../../contract/operations.ts';
import type { ProjectMonth } from '../../domain/project-counters.ts';
import { orderTasks } from '../../domain/task-order.ts';
import { Failure, Note } from '../../ui/controls/note.tsx';
import { countText, text } from '../../ui/i18n/texts.ts';
import type { useTasks } from '../../ui/state/mirror.ts';
import { createTaskFinder, isFiltered } from '../../ui/tasks/task-filter.ts';
import { groupTasks, type TaskGroup } from '../../ui/tasks/task-groups.ts';
import { useToday } from '../../ui/time/today.ts';
import { Age } from '../age.tsx';
import { AddForm } from '../form/add-form.tsx';
import type { Draft } from '../form/draft.ts';
import { OfferProjects, offerProjects, projectsOf } from '../form/known-projects.ts';
import { isTyping } from '../keys.ts';
import { Skeleton } from '../skeleton.tsx';
import type { TaskActions } from '../task-actions.ts';
import { useListFocus } from './list-focus.ts';
import { NoTasks } from './no-tasks.tsx';
import { onRowKey } from './row-keys.ts';
import { useSelection } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { type Arrangement, TaskFilters } from './task-filters.tsx';
import { TaskList } from './task-list.tsx';
import { TaskTools } from './task-tools.tsx';

interface Props {
  tasks: ReturnType<typeof useTasks>;
  projects: readonly ProjectMonth[];
  draft: Draft;
  actions: TaskActions;
}

const everything: Arrangement = { words: '', project: null, due: 'any', grouping: 'nothing' };

/** The account's tasks. The known tasks stay visible during a fetch. */
export function TasksView({ tasks, projects, draft, actions }: Props) {
  const [arrangement, setArrangement] = useState(everything);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const [editing, setEditing] = useState<string | null>(null);
  const today = useToday();
  const view = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const arrange = (part: Partial<Arrangement>) => setArrangement((now) => ({ ...now, ...part }));

  const { value, error, loading, refresh } = tasks;
  const groups = useGroups(value.tasks, arrangement, today);
  const order = useMemo(() => groups.flatMap((group) => group.tasks.map(({ taskId }) => taskId)), [groups]);
  const own = useMemo(() => projectsOf(value.tasks.values()), [value.tasks]);
  const everybodys = useMemo(() => projectsOf(projects), [projects]);
  const offer = (typed: string) => offerProjects(own, everybodys, typed);

  const focus = useListFocus(view, order, (id) => value.tasks.get(id)?.completed ?? false);
  const selection = useSelection(order);
  useReturnedFocus(view, draft.form !== null);
  useShortcuts({ n: () => void draft.open(), '/': () => search.current?.focus() });
  useEffect(() => {
    const { restored } = actions;
    if (restored && value.tasks.has(restored)) {
      actions.seenRestored();
      focus.go(restored);
    }
  });

  useEffect(() => {
    // The address of the panel may name a task: a notification links to it.
    const wanted = location.hash.slice(1);
    if (!value.tasks.has(wanted)) return;
    history.replaceState(null, '', location.pathname);
    focus.go(wanted);
  });

  const keys = { order, task: (id: string) => value.tasks.get(id), focus, selection, actions };
  const row = {
    actions,
    toggle: selection.toggle,
    onEdit: setEditing,
    onEdited(taskId: string) {
      setEditing(null);
      focus.go(taskId);
    },
  };
  const filtered = isFiltered(arrangement);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the rows in it, and where the focus is among them
    <div
      class="tasks"
      ref={view}
      onFocusIn={focus.note}
      onFocusOut={focus.left}
      onKeyDown={(event) => onRowKey(event, { ...keys, onEdit: setEditing })}
    >
      {selection.on ? (
        <SelectionBar
          selection={selection}
          tasks={order.flatMap((id) => (selection.ids.has(id) ? (value.tasks.get(id) ?? []) : []))}
          all={order}
          actions={actions}
        />
      ) : draft.form ? (
        <AddForm draft={draft} form={draft.form} offer={offer} onCreate={actions.create} />
      ) : (
        <TaskTools
          words={arrangement.words}
          onWords={(words) => arrange({ words })}
          onDown={() => focus.move(Number.NEGATIVE_INFINITY)}
          onAdd={() => void draft.open()}
          searchRef={search}
          filtersOpen={filtersOpen}
          filtered={arrangement.project !== null || arrangement.due !== 'any'}
          onFilters={() => setFiltersOpen(!filtersOpen)}
        />
      )}
      {filtersOpen && !draft.form && !selection.on && (
        <TaskFilters arrangement={arrangement} onChange={arrange} projects={own} onSelect={selection.start} />
      )}
      <span class="visually-hidden" role="status">
        {filtered && value.whole ? countText('tasks_found', order.length) : ''}
      </span>
      {error && (
        <div class="banner">
          <Failure error={error} onRetry={() => void refresh()} />
          {value.fetchedAt !== null && <Age fetchedAt={value.fetchedAt} />}
        </div>
      )}
      {value.unreadable > 0 && (
        <div class="banner">
          <Note tone="info">{countText('tasks_unreadable', value.unreadable)}</Note>
        </div>
      )}
      {order.length > 0 ? (
        <OfferProjects.Provider value={offer}>
          <TaskList
            groups={groups}
            whole={value.whole}
            today={today}
            selection={selection}
            current={focus.current}
            editing={editing}
            row={row}
          />
        </OfferProjects.Provider>
      ) : !value.whole ? (
        loading && <Skeleton rows={6} />
      ) : filtered && value.tasks.size > 0 ? (
        <NoTasks
          title={
            arrangement.words.trim()
              ? text('tasks_none_found', arrangement.words.trim())
              : text('tasks_none_match')
          }
        >
          <button
            type="button"
            class="link"
            onClick={() => arrange({ words: '', project: null, due: 'any' })}
          >
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

/** The filtered tasks in their groups. The tasks are sorted before, so that typing only filters. */
function useGroups(
  tasks: ReadonlyMap<string, ListedTask>,
  arrangement: Arrangement,
  today: string,
): readonly TaskGroup[] {
  const ordered = useMemo(() => orderTasks(tasks.values()), [tasks]);
  const [find] = useState(() => ({ toDo: createTaskFinder(), completed: createTaskFinder() }));
  const { grouping } = arrangement;
  const toDo = find.toDo(ordered.toDo, arrangement, today);
  const completed = find.completed(ordered.completed, arrangement, today);
  return useMemo(() => {
    const groups = groupTasks(toDo, grouping, today);
    return completed.length > 0 ? [...groups, { by: 'completed', tasks: completed }] : groups;
  }, [toDo, completed, grouping, today]);
}

/** Shortcuts of a single key. They work unless a field has the focus, from the first render of the list. */
function useShortcuts(shortcuts: Record<string, () => void>): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = shortcuts[event.key];
      if (!act || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** Moves the focus back to the button that opened the form, once the form is closed. */
function useReturnedFocus(view: RefObject<HTMLElement | null>, open: boolean): void {
  const wasOpen = useRef(false);
  useLayoutEffect(() => {
    if (wasOpen.current && !open) view.current?.querySelector<HTMLElement>('.tools .button')?.focus();
    wasOpen.current = open;
  }, [open]);
}
