import { useEffect, useState } from 'preact/hooks';

/** The time in epoch ms, again and again after so many ms, for what says how old something is. */
export function useNow(every: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
