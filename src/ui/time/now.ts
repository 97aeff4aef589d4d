import { useEffect, useState } from 'preact/hooks';

/** The time in epoch ms, again and again after so many ms and when somebody looks, for what says how old something is. */
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
