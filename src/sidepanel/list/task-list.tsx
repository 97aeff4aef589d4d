import { useMemo, useRef } from 'preact/hooks';
import { numeral, text } from '../../ui/i18n/texts.ts';
import type { TaskGroup } from '../../ui/tasks/task-groups.ts';
import { groupKey, groupTitle } from './group-title.ts';
import { RowBoundary } from './row-boundary.tsx';
import type { Selection } from './selection.ts';
import { type RowActions, type RowLook, TaskRow } from './task-row.tsx';
import { useWindowed } from './windowed.ts';

interface Props {
  groups: readonly TaskGroup[];
  /** Whether these are all tasks. While this is false, the total is unknown. */
  whole: boolean;
  /** `YYYY-MM-DD` */
  today: string;
  selection: Selection;
  /** The row in the tab order. */
  current: string | null;
  /** The row that shows the form. */
  editing: string | null;
  row: RowActions;
}

/** https://www.w3.org/TR/wai-aria-1.2/#aria-setsize */
const unknownSize = -1;

/** The list's headings with their counts, and its tasks. A long list renders only the visible rows. */
export function TaskList({ groups, whole, today, selection, current, editing, row }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const windowed = useMemo(
    () => groups.map((group) => ({ key: groupKey(group), ids: group.tasks.map(({ taskId }) => taskId) })),
    [groups],
  );
  const kept = new Set([current, editing].filter((id) => id !== null));
  const layout = useWindowed(list, windowed, kept);

  return (
    <div class="list" ref={list}>
      {layout.groups.map(({ group: index, above, rows, below }) => {
        const group = groups[index];
        if (!group) return null;
        const key = groupKey(group);
        const Heading = group.by === 'toDo' || group.by === 'completed' ? 'h2' : 'h3';
        return (
          <section key={key} aria-labelledby={`group-${key}`} style={{ marginBlockStart: `${above}px` }}>
            <div class="section-head" data-group={key}>
              <Heading id={`group-${key}`}>{groupTitle(group)}</Heading>
              {whole && <span class="muted">{numeral(group.tasks.length)}</span>}
            </div>
            {group.tasks.length === 0 ? (
              <p class="empty muted small-text">{text('tasks_none_open')}</p>
            ) : (
              <ul class="rows" style={{ paddingBlockEnd: `${below}px` }}>
                {rows.map(({ index: place, gap }) => {
                  const task = group.tasks[place];
                  if (!task) return null;
                  const { taskId } = task;
                  const look: RowLook = {
                    task,
                    today,
                    isCurrent: taskId === current,
                    isEdited: taskId === editing,
                    selected: selection.on ? selection.ids.has(taskId) : null,
                    gap,
                    position: place + 1,
                    size: whole ? group.tasks.length : unknownSize,
                  };
                  return (
                    <RowBoundary key={taskId} task={task}>
                      <Row look={look} row={row} />
                    </RowBoundary>
                  );
                })}
              </ul>
            )}
          </section>
        );
      })}
      <div style={{ blockSize: `${layout.below}px` }} />
    </div>
  );
}

/** A row that renders only if its look changes. Its actions never change. */
function Row({ look, row }: { look: RowLook; row: RowActions }) {
  return useMemo(() => <TaskRow {...look} {...row} />, Object.values(look));
}
