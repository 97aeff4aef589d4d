/** The wording of an age. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * 5 minutes ago, 2 hours ago, yesterday; empty for less than a minute.
 * @param ms the age
 * @param locale BCP 47
 */
export function ageWording(ms: number, locale: string): string {
  if (ms < minute) return '';
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (ms < hour) return format.format(-Math.floor(ms / minute), 'minute');
  if (ms < day) return format.format(-Math.floor(ms / hour), 'hour');
  return format.format(-Math.floor(ms / day), 'day');
}
