import { language, text } from '../i18n/texts.ts';
import { dueWording, sayDay } from '../tasks/due-wording.ts';

/**
 * A day in words: Today, Tomorrow, a weekday, Yesterday, Last Monday, or the date.
 * @param day `YYYY-MM-DD`
 * @param today `YYYY-MM-DD`
 */
export function dayWording(day: string, today: string): string {
  const words = {
    today: text('due_today'),
    tomorrow: text('due_tomorrow'),
    yesterday: text('due_yesterday'),
    last: (weekday: string) => text('due_last_weekday', weekday),
  };
  return sayDay(dueWording(day, today), words, language());
}
