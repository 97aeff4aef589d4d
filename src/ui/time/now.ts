import { useEffect, useState } from 'preact/hooks';

/** The time in epoch ms, for texts that say how old something is. It updates at this interval, and on focus. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const check = () => setNow(Date.now());
    const timer = setInterval(check, every);
    addEventListener('focus', check);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', check);
    };
  }, [every]);
  return now;
}
