import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A ref whose element gets the focus when it appears. @param focused false where it is not to */
export function useFirstFocus<E extends HTMLElement>(focused = true): RefObject<E | null> {
  const ref = useRef<E | null>(null);
  useEffect(() => {
    if (focused) ref.current?.focus();
  }, []);
  return ref;
}
