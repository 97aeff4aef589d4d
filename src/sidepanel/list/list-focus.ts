import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface ListFocus {
  /** The one row that Tab stops at: where the focus was last, or the first. */
  current: string | null;
  /** Takes note of where the focus is. */
  note(event: FocusEvent): void;
  /** Takes note that the focus has left by the person's own doing, not with its row. */
  left(event: FocusEvent): void;
  /** Gives the focus to a row as soon as it is there. */
  go(taskId: string): void;
  /** Gives it to the row that is so many rows further down, or to the first or last. */
  move(rows: number): string | null;
}

/** What of a row has the focus: the row itself, or the button with that class. */
type Part = 'check' | 'edit' | 'delete' | null;

/**
 * Keeps the keyboard's place in the list: when the row that has the focus goes away, the row that takes its place gets
 * it, so that nobody starts again at the top.
 *
 * @param order the ids of all rows, as they follow each other
 * @param isCompleted tells a row that went to the completed ones, or back, from one that only changed its place
 */
export function useListFocus(
  view: RefObject<HTMLElement | null>,
  order: readonly string[],
  isCompleted: (taskId: string) => boolean,
): ListFocus {
  const [current, setCurrent] = useState<string | null>(null);
  /** Where the focus was, among which rows. */
  const place = useRef<{
    taskId: string;
    part: Part;
    completed: boolean;
    order: readonly string[];
  } | null>(null);
  const wanted = useRef<{ taskId: string; part: Part } | null>(null);
  const [, drawAgain] = useState(0);

  useLayoutEffect(() => {
    if (!wanted.current && place.current && isFocusLost()) {
      const { taskId, part, completed, order: before } = place.current;
      const left = new Set(order);
      const stays = left.has(taskId) && isCompleted(taskId) === completed;
      const next = stays ? taskId : nearest(before, before.indexOf(taskId), left);
      place.current = null;
      if (next) wanted.current = { taskId: next, part };
      else view.current?.querySelector<HTMLElement>('.tools .button')?.focus();
    }
    if (place.current) place.current.order = order;
    if (!wanted.current) return;
    const { taskId, part } = wanted.current;
    const row = view.current?.querySelector<HTMLElement>(`[data-task="${taskId}"]`);
    if (row) {
      wanted.current = null;
      (part ? (row.querySelector<HTMLElement>(`.${part}`) ?? row) : row).focus();
    } else if (current !== taskId) setCurrent(taskId); // a current row is drawn, wherever it is
  });

  const go = (taskId: string) => {
    wanted.current = { taskId, part: null };
    setCurrent(taskId);
    drawAgain((times) => times + 1);
  };

  return {
    current: current !== null && order.includes(current) ? current : (order[0] ?? null),
    note({ target }) {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-task]') : null;
      const taskId = row?.dataset.task;
      if (!taskId) {
        place.current = null;
        return;
      }
      const { classList } = target as Element; // a row's parts are elements
      const part = (['check', 'edit', 'delete'] as const).find((name) => classList.contains(name)) ?? null;
      place.current = { taskId, part, completed: isCompleted(taskId), order };
      setCurrent(taskId);
    },
    left({ target }) {
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected && isFocusLost()) place.current = null;
      });
    },
    go,
    move(rows) {
      const from = current === null ? -1 : order.indexOf(current);
      const taskId = order[Math.max(0, Math.min(order.length - 1, from + rows))];
      if (taskId) go(taskId);
      return taskId ?? null;
    },
  };
}

const isFocusLost = (): boolean => !document.activeElement || document.activeElement === document.body;

/** What is left of the rows after the place, or else before it. The row itself has gone elsewhere. */
function nearest(before: readonly string[], place: number, left: ReadonlySet<string>): string | undefined {
  return (
    before.slice(place + 1).find((id) => left.has(id)) ??
    before.slice(0, Math.max(0, place)).findLast((id) => left.has(id))
  );
}
