import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A ref whose element gets the focus when the step opens. */
export function useFirstFocus<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E | null>(null);
  useEffect(() => ref.current?.focus(), []);
  return ref;
}
