import { language } from '../i18n/texts.ts';

/** A date and time in the person's language. @param time epoch ms */
export function dateTime(time: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}
