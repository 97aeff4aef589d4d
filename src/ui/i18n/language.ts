/** Languages by their BCP 47 tags. */

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/**
 * The locale for dates and numbers: the language of the texts. If the person's locale has the same language, it is
 * used,
 * for its region. So no sentence mixes two languages.
 */
export function chooseLanguage(written: string, preferred: string): string {
  return primary(preferred) === primary(written) ? preferred : written;
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function direction(tag: string): 'ltr' | 'rtl' {
  return rightToLeft.has(primary(tag)) ? 'rtl' : 'ltr';
}
