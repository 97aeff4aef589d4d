import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A ref whose element gets the focus back, before the next key is pressed, when what it opened closes with the focus in it. */
export function useReturnedFocus<E extends HTMLElement>(open: boolean): RefObject<E | null> {
  const ref = useRef<E | null>(null);
  const wasOpen = useRef(open);
  useLayoutEffect(() => {
    if (wasOpen.current && !open && document.activeElement === document.body) ref.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return ref;
}

/** A ref whose element gets the focus as it appears, before the next key is pressed. @param focused false where it is not to */
export function useFirstFocus<E extends HTMLElement>(focused = true): RefObject<E | null> {
  const ref = useRef<E | null>(null);
  useLayoutEffect(() => {
    if (focused) ref.current?.focus();
  }, []);
  return ref;
}
