import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type ListLayout, layOut } from './list-layout.ts';

/** Rows are also drawn this far outside of the visible range, in CSS pixels, so that scrolling finds them. */
const beyond = 600;
/** Scroll distance after which the list is laid out again, in CSS pixels. */
const step = 200;
/** Estimates until the first rows have been measured. */
const guessed = { row: 58, heading: 38 };

export interface WindowedGroup {
  key: string;
  ids: readonly string[];
}

/**
 * Lays out the visible part of the list. Rows carry `data-task`, headings `data-group`. Their heights are measured as
 * they are drawn, and the scroll position is corrected.
 */
export function useWindowed(
  list: RefObject<HTMLElement | null>,
  groups: readonly WindowedGroup[],
  kept: ReadonlySet<string>,
): ListLayout {
  const [seen, setSeen] = useState({ top: -beyond, bottom: 2 * beyond });
  const [, drawAgain] = useState(0);
  const heights = useRef(new Map<string, number>());
  const guess = useRef(guessed);

  const heightOf = {
    row: (id: string) => heights.current.get(id) ?? guess.current.row,
    heading: (group: number) => heights.current.get(groups[group]?.key ?? '') ?? guess.current.heading,
  };
  const layout = layOut(
    groups.map(({ ids }) => ids),
    heightOf,
    seen.top,
    seen.bottom,
    kept,
  );

  useLayoutEffect(() => {
    const updateRange = () => {
      if (!list.current) return;
      const top = Math.floor(-list.current.getBoundingClientRect().top / step) * step;
      const next = { top: top - beyond, bottom: top + step + innerHeight + beyond };
      setSeen((now) => (now.top === next.top && now.bottom === next.bottom ? now : next));
    };
    updateRange();
    addEventListener('scroll', updateRange, { passive: true });
    addEventListener('resize', updateRange);
    return () => {
      removeEventListener('scroll', updateRange);
      removeEventListener('resize', updateRange);
    };
  }, []);

  useEffect(() => {
    if (!list.current) return;
    let width = list.current.clientWidth;
    const observer = new ResizeObserver(() => {
      const now = list.current?.clientWidth ?? width;
      if (now === width) return;
      width = now;
      heights.current.clear();
      guess.current = guessed;
      drawAgain((times) => times + 1);
    });
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (!list.current) return;
    let shift = 0;
    let changed = false;
    const measured: number[] = [];
    for (const element of list.current.querySelectorAll<HTMLElement>('[data-task], [data-group]')) {
      const { task, group } = element.dataset;
      const key = task ?? group ?? '';
      const { height, bottom } = element.getBoundingClientRect();
      if (task) measured.push(height);
      const used = heights.current.get(key) ?? (task ? guess.current.row : guess.current.heading);
      if (height !== heights.current.get(key)) heights.current.set(key, height);
      if (Math.abs(used - height) < 0.5) continue;
      changed = true;
      if (bottom < 0) shift += height - used;
    }
    // The estimate stays until the list's width changes. A better one would move every row.
    if (guess.current === guessed && measured.length > 0)
      guess.current = { ...guessed, row: measured.reduce((sum, one) => sum + one, 0) / measured.length };
    if (shift !== 0) scrollBy(0, shift);
    if (changed) drawAgain((times) => times + 1);
  });

  return layout;
}
