import { useEffect, useRef } from 'preact/hooks';

/** Calls back with the value once it has rested for so many ms, and at once when the page or component goes away. */
export function useDebounced<T>(value: T, ms: number, callback: (value: T) => void): void {
  const latest = useRef({ value, callback, kept: value });
  latest.current.value = value;
  latest.current.callback = callback;

  useEffect(() => {
    const keep = () => {
      const now = latest.current;
      if (now.kept === now.value) return;
      now.kept = now.value;
      now.callback(now.value);
    };
    const timer = setTimeout(keep, ms);
    addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      removeEventListener('pagehide', keep);
    };
  }, [value, ms]);
}
