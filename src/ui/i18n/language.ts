/** Languages by their BCP 47 tags. */

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/**
 * The locale for dates and numbers. It always has the language of the texts, so that no sentence mixes two languages.
 * The person's own locale is used if it has that language, for its region.
 */
export function chooseLanguage(written: string, preferred: string): string {
  return primary(preferred) === primary(written) ? preferred : written;
}

export function direction(tag: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)$/.test(primary(tag)) ? 'rtl' : 'ltr';
}
