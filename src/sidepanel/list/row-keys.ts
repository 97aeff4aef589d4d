import type { ListedTask } from '../../contract/operations.ts';
import type { TaskActions } from '../task-actions.ts';
import type { ListFocus } from './list-focus.ts';
import type { Selection } from './selection.ts';

interface ListContext {
  order: readonly string[];
  task: (taskId: string) => ListedTask | undefined;
  focus: ListFocus;
  selection: Selection;
  actions: TaskActions;
  onEdit: (taskId: string) => void;
}

/** Number of rows that Page Up and Page Down move. */
const page = 8;

const moves: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: page,
  PageUp: -page,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/**
 * The keys of a row. Arrows move to other rows, with Shift they select them too. Enter edits, Space completes or
 * selects, Delete deletes, x selects, Ctrl+A selects all, Escape none.
 */
export function onRowKey(event: KeyboardEvent, list: ListContext): void {
  const { target, key } = event;
  const row = target instanceof Element ? target.closest<HTMLElement>('.task[data-task]') : null;
  const task = list.task(row?.dataset.task ?? '');
  if (!row || !task || event.altKey) return;
  const done = act(key, task, event, target === row, list);
  if (done) event.preventDefault();
}

/** @returns whether the key has a meaning here */
function act(
  key: string,
  task: ListedTask,
  event: KeyboardEvent,
  onRow: boolean,
  list: ListContext,
): boolean {
  const { order, focus, selection, actions } = list;
  const { taskId } = task;
  const chosen = () => order.flatMap((id) => (selection.ids.has(id) ? (list.task(id) ?? []) : []));
  const move = moves[key];
  if (event.ctrlKey || event.metaKey) {
    if (key !== 'a') return false;
    selection.replace(order);
    return true;
  }
  if (move !== undefined) {
    const at = focus.move(move);
    if (event.shiftKey && at) selection.add([taskId, at]);
    return true;
  }
  switch (key) {
    case 'Delete':
    case 'Backspace': // the name of a Mac's delete key
      if (selection.on) selection.end();
      void actions.remove(selection.ids.size > 0 ? chosen() : [task]);
      return true;
    case 'x':
      selection.toggle(taskId);
      return true;
    case 'Escape':
      if (selection.on) selection.end();
      return selection.on;
    case 'Enter':
      if (onRow) list.onEdit(taskId);
      return onRow;
    case ' ':
      if (!onRow) return false;
      if (selection.on) selection.toggle(taskId);
      else void (task.completed ? actions.reopen(task) : actions.complete(task));
      return true;
    default:
      return false;
  }
}
