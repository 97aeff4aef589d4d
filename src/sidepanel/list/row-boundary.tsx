import { Component, type ComponentChildren } from 'preact';
import type { ListedTask } from '../../contract/operations.ts';
import { text } from '../../ui/i18n/texts.ts';

interface Props {
  task: ListedTask;
  children: ComponentChildren;
}

/** Shows a sentence in place of a row that cannot be drawn, so that the other rows stay. A changed task is tried again. */
export class RowBoundary extends Component<Props, { failed: ListedTask | null }> {
  override state = { failed: null };

  override componentDidCatch(): void {
    this.setState({ failed: this.props.task });
  }

  override render({ task, children }: Props, { failed }: { failed: ListedTask | null }) {
    if (failed !== task) return children;
    return (
      <li class="task" data-task={task.taskId}>
        <span class="name">{text('task_not_shown')}</span>
      </li>
    );
  }
}
