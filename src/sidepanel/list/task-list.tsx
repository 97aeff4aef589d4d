import { useMemo, useRef } from 'preact/hooks';
import type { ListedTask } from '../../contract/operations.ts';
import type { TaskGroup } from '../../ui/task-groups.ts';
import { numeral, text } from '../../ui/texts.ts';
import { groupKey, groupTitle } from './group-title.ts';
import { type RowSurroundings, TaskRow } from './task-row.tsx';
import { useWindowed } from './windowed.ts';

interface Props {
  groups: readonly TaskGroup[];
  row: RowSurroundings;
}

/** Headings with their counts, and the tasks below them: of a long list only what can be seen. */
export function TaskList({ groups, row }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const windowed = useMemo(
    () => groups.map((group) => ({ key: groupKey(group), ids: group.tasks.map(({ taskId }) => taskId) })),
    [groups],
  );
  const kept = new Set([row.current, row.editing].filter((id) => id !== null));
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
              <span class="muted">{numeral(group.tasks.length)}</span>
            </div>
            {group.tasks.length === 0 ? (
              <p class="empty muted small-text">{text('tasks_none_open')}</p>
            ) : (
              <ul class="rows" style={{ paddingBlockEnd: `${below}px` }}>
                {rows.map(({ index: position, gap }) => (
                  <Row
                    key={group.tasks[position]?.taskId}
                    task={group.tasks[position]}
                    row={row}
                    gap={gap}
                    position={position + 1}
                    size={group.tasks.length}
                  />
                ))}
              </ul>
            )}
          </section>
        );
      })}
      <div style={{ blockSize: `${layout.below}px` }} />
    </div>
  );
}

type RowProps = {
  task: ListedTask | undefined;
  row: RowSurroundings;
  gap: number;
  position: number;
  size: number;
};

function Row({ task, row, gap, position, size }: RowProps) {
  return task ? <TaskRow task={task} row={row} gap={gap} position={position} size={size} /> : null;
}
