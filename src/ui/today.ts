import { useEffect, useState } from 'preact/hooks';
import { localDay } from '../domain/day.ts';
import { watchDay } from './watch-day.ts';

/** Today as `YYYY-MM-DD`; it changes at midnight, and when the screen comes back after it. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDay(Date.now()));
  useEffect(() => {
    const look = watchDay(
      {
        now: () => Date.now(),
        after: (ms, run) => setTimeout(run, ms),
        cancel: (timer) => clearTimeout(timer),
      },
      setToday,
    );
    document.addEventListener('visibilitychange', look.again);
    addEventListener('focus', look.again);
    return () => {
      look.end();
      document.removeEventListener('visibilitychange', look.again);
      removeEventListener('focus', look.again);
    };
  }, []);
  return today;
}
