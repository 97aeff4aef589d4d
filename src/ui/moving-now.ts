import { useEffect, useState } from 'preact/hooks';

/** The time in epoch ms, again and again after so many ms and when somebody looks, for what says how old something is. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const look = () => setNow(Date.now());
    const timer = setInterval(look, every);
    addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      removeEventListener('focus', look);
    };
  }, [every]);
  return now;
}
