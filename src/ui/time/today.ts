import { useEffect, useState } from 'preact/hooks';
import { localDay } from '../../domain/day.ts';
import { watchDay } from './watch-day.ts';

/** Today as `YYYY-MM-DD`. It changes at midnight, and when the screen is shown again later. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDay(Date.now()));
  useEffect(() => {
    const watch = watchDay(
      {
        now: () => Date.now(),
        after: (ms, run) => setTimeout(run, ms),
        cancel: (timer) => clearTimeout(timer),
      },
      setToday,
    );
    document.addEventListener('visibilitychange', watch.again);
    addEventListener('focus', watch.again);
    return () => {
      watch.end();
      document.removeEventListener('visibilitychange', watch.again);
      removeEventListener('focus', watch.again);
    };
  }, []);
  return today;
}
