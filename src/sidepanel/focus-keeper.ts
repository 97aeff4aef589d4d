import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** The button that had the focus, and the rows around it, nearest first. */
interface Place {
  button: 'check' | 'delete';
  neighbours: string[];
}

/**
 * Keeps the keyboard's place in the list: when the row that has the focus goes away, the same button of its neighbour
 * gets it, so that nobody starts again at the top.
 */
export function useFocusKeeper(list: RefObject<HTMLElement | null>): void {
  const place = useRef<Place | null>(null);

  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('[data-task]') : null;
      place.current = row && {
        button: (target as Element).classList.contains('delete') ? 'delete' : 'check', // a row's parts are elements
        neighbours: [row.nextElementSibling, row.previousElementSibling].flatMap((near) =>
          near instanceof HTMLElement && near.dataset.task ? [near.dataset.task] : [],
        ),
      };
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);

  useLayoutEffect(() => {
    const noted = place.current;
    const lost = !document.activeElement || document.activeElement === document.body;
    if (!noted || !lost || !list.current) return;
    const near = noted.neighbours
      .map((id) => list.current?.querySelector<HTMLElement>(`[data-task="${id}"] .${noted.button}`))
      .find((button) => button);
    place.current = null;
    (near ?? list.current.querySelector<HTMLElement>('.tools button'))?.focus();
  });
}
