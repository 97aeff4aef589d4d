import { useLayoutEffect, useState } from 'preact/hooks';

/** Whether the browser has a network at all. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);
  // Nothing can happen between the first check and this.
  useLayoutEffect(() => {
    const check = () => setOnline(navigator.onLine);
    addEventListener('online', check);
    addEventListener('offline', check);
    return () => {
      removeEventListener('online', check);
      removeEventListener('offline', check);
    };
  }, []);
  return online;
}
