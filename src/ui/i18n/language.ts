/** Languages by their BCP 47 tags. */

const primary = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/**
 * The language for days and numbers: the one the texts are written in, with the person's own region where both are
 * the same language, so that no sentence mixes two.
 */
export function chooseLanguage(written: string, preferred: string): string {
  return primary(preferred) === primary(written) ? preferred : written;
}

const rightToLeft = new Set(['ar', 'fa', 'he', 'ur']);

export function direction(tag: string): 'ltr' | 'rtl' {
  return rightToLeft.has(primary(tag)) ? 'rtl' : 'ltr';
}
