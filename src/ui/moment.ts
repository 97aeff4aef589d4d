import { language } from './texts.ts';

/** A day and time, as the person's language writes it. @param time epoch ms */
export function moment(time: number): string {
  return new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}
