import { useEffect, useState } from 'preact/hooks';
import { localDay } from '../contract/day.ts';
import { untilMidnight } from './calendar.ts';

/** Today as `YYYY-MM-DD`; it changes at midnight, and when the screen comes back after it. */
export function useToday(): string {
  const [today, setToday] = useState(() => localDay(new Date()));
  useEffect(() => {
    const look = () => setToday(localDay(new Date()));
    const timer = setTimeout(look, untilMidnight(new Date()) + 1000);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [today]);
  return today;
}
