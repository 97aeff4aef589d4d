import type { ListedTask } from '../../contract/operations.ts';
import type { TaskActions } from '../task-actions.ts';
import type { ListFocus } from './list-focus.ts';
import type { Selection } from './selection.ts';

interface Around {
  order: readonly string[];
  task: (taskId: string) => ListedTask | undefined;
  focus: ListFocus;
  selection: Selection;
  actions: TaskActions;
  onEdit: (taskId: string) => void;
}

/** Rows that Page Up and Page Down go at once. */
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
 * The keys of a row: arrows go to others (with Shift they choose them too), Enter edits, Space completes or chooses,
 * Delete deletes, x chooses, Ctrl+A chooses all, Escape none.
 */
export function onRowKey(event: KeyboardEvent, around: Around): void {
  const { target, key } = event;
  const row = target instanceof Element ? target.closest<HTMLElement>('.task[data-task]') : null;
  const task = around.task(row?.dataset.task ?? '');
  if (!row || !task || event.altKey) return;
  const done = act(key, task, event, target === row, around);
  if (done) event.preventDefault();
}

/** @returns whether the key means something here */
function act(key: string, task: ListedTask, event: KeyboardEvent, onRow: boolean, around: Around): boolean {
  const { order, focus, selection, actions } = around;
  const { taskId } = task;
  const chosen = () => order.flatMap((id) => (selection.ids.has(id) ? (around.task(id) ?? []) : []));
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
    case 'Backspace': // what the key of that name says on a Mac
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
      if (onRow) around.onEdit(taskId);
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
