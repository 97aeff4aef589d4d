import type { Task } from '../../domain/task.ts';
import { Button } from '../../ui/controls/button.tsx';
import { countText, text } from '../../ui/i18n/texts.ts';
import type { TaskActions } from '../task-actions.ts';
import type { Selection } from './selection.ts';

interface Props {
  selection: Selection;
  /** The selected tasks. */
  tasks: readonly Task[];
  /** The ids of all tasks that could be selected. */
  all: readonly string[];
  actions: TaskActions;
}

/** Actions on the selected tasks. One undo takes back a whole action. */
export function SelectionBar({ selection, tasks, all, actions }: Props) {
  const open = tasks.filter((task) => !task.completed);
  const act = (work: (tasks: readonly Task[]) => Promise<void>, chosen: readonly Task[]) => () => {
    selection.end();
    void work(chosen);
  };
  const none = tasks.length === 0;
  return (
    <div class="selection-bar" role="toolbar" aria-label={text('selection')}>
      <span role="status">{countText('selected', tasks.length)}</span>
      <button
        type="button"
        class="link"
        onClick={() => selection.replace(tasks.length === all.length ? [] : all)}
      >
        {text(tasks.length === all.length ? 'select_none' : 'select_all')}
      </button>
      <div class="buttons">
        {open.length > 0 || none ? (
          <Button small disabled={none} onClick={act(actions.completeAll, open)}>
            {text('selection_complete')}
          </Button>
        ) : (
          <Button small onClick={act(actions.reopenAll, tasks)}>
            {text('selection_reopen')}
          </Button>
        )}
        <Button small quiet disabled={none} onClick={act(actions.remove, tasks)}>
          {text('selection_delete')}
        </Button>
        <Button small quiet onClick={selection.end}>
          {text('cancel')}
        </Button>
      </div>
    </div>
  );
}
