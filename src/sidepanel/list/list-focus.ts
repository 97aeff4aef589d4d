import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface ListFocus {
  /** The row in the tab order: the last one with the focus, or the first. */
  current: string | null;
  /** Records the place of the focus. */
  note(event: FocusEvent): void;
  /** Records that the person moved the focus away; the row is still there. */
  left(event: FocusEvent): void;
  /** Moves the focus to a row as soon as it is rendered. */
  go(taskId: string): void;
  /** Moves the focus down by a number of rows, or to the first or last one. @returns the row's id */
  move(rows: number): string | null;
}

/** The part of a row that has the focus: the row itself (null), or the button with that class. */
type Part = 'check' | 'edit' | 'delete' | null;

/**
 * Keeps the keyboard's place in the list. If the row with the focus disappears, the next row gets the focus.
 *
 * @param order the ids of all rows, in display order
 * @param isCompleted tells a row that became completed, or open again, from a row that only moved
 */
export function useListFocus(
  view: RefObject<HTMLElement | null>,
  order: readonly string[],
  isCompleted: (taskId: string) => boolean,
): ListFocus {
  const [current, setCurrent] = useState<string | null>(null);
  /** The row that had the focus, and the rows around it at that time. */
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
      // A busy Firefox was seen to give the focus without scrolling there.
      row.scrollIntoView({ block: 'nearest' });
    } else if (current !== taskId) setCurrent(taskId); // the current row is always drawn
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

/** The next remaining row after the place, or the last one before it. The row itself has gone elsewhere. */
function nearest(before: readonly string[], place: number, left: ReadonlySet<string>): string | undefined {
  return (
    before.slice(place + 1).find((id) => left.has(id)) ??
    before.slice(0, Math.max(0, place)).findLast((id) => left.has(id))
  );
}
