import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Returns a ref. Its element gets the focus back when `open` ends while the focus was inside; before the next key
 * press.
 */
export function useReturnedFocus<E extends HTMLElement>(open: boolean): RefObject<E | null> {
  const ref = useRef<E | null>(null);
  const wasOpen = useRef(open);
  useLayoutEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) ref.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return ref;
}

/**
 * Returns a ref. Its element gets the focus when it appears, before the next key press. @param focused false: it does
 * not
 */
export function useFirstFocus<E extends HTMLElement>(focused = true): RefObject<E | null> {
  const ref = useRef<E | null>(null);
  useLayoutEffect(() => {
    if (focused) ref.current?.focus();
  }, []);
  return ref;
}
