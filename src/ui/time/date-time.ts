import { language } from '../i18n/texts.ts';

/** A day and time, as the person's language writes it. @param time epoch ms */
export function dateTime(time: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}
