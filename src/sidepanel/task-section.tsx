import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { ListedTask } from '../contract/operations.ts';
import { Button } from '../ui/button.tsx';
import { numeral, text } from '../ui/texts.ts';
import { type RowSurroundings, TaskRow } from './task-row.tsx';

/** Rows drawn at first, and added each time the end comes near. */
const windowSize = 100;

interface Props {
  title: string;
  tasks: readonly ListedTask[];
  row: RowSurroundings;
  /** Said where the section has no task. */
  empty?: string;
}

/** A heading with its count, and the tasks below it. */
export function TaskSection({ title, tasks, row, empty }: Props) {
  const id = useId();
  const [shown, setShown] = useState(windowSize);
  return (
    <section aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        <span class="muted">{numeral(tasks.length)}</span>
      </div>
      {tasks.length === 0 && <p class="empty muted small-text">{empty}</p>}
      <ul class="rows">
        {tasks.slice(0, shown).map((task) => (
          <TaskRow key={task.taskId} task={task} {...row} />
        ))}
      </ul>
      {shown < tasks.length && <More onMore={() => setShown((rows) => rows + windowSize)} />}
    </section>
  );
}

/** Shows more as soon as it comes into sight, or when it is pressed. */
function More({ onMore }: { onMore: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore();
      },
      { rootMargin: '600px' },
    );
    if (end.current) observer.observe(end.current);
    return () => observer.disconnect();
  });
  return (
    <div class="more" ref={end}>
      <Button small quiet onClick={onMore}>
        {text('tasks_show_more')}
      </Button>
    </div>
  );
}
