import type { ComponentChildren } from 'preact';
import { Mark } from '../../ui/controls/icon.tsx';

/** The placeholder of an empty list. */
export function NoTasks({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="no-tasks">
      <Mark size={32} />
      <p class="title">{title}</p>
      <p class="muted small-text">{children}</p>
    </div>
  );
}
