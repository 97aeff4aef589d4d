/** Lines of a text, as a browser breaks them; pure. */

const words = new Intl.Segmenter(undefined, { granularity: 'word' });
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const parts = (of: Intl.Segmenter, text: string): string[] =>
  [...of.segment(text)].map(({ segment }) => segment);

const ellipsis = '…';

/** More of a text than this fits into no place of ours. In UTF-16 units. */
const longest = 400;

/**
 * Breaks between words, or within one that is wider than a line. The last line ends with an ellipsis where the text goes on.
 *
 * @param most at least 1
 * @param fits whether so much has room in one line
 */
export function breakLines(text: string, most: number, fits: (line: string) => boolean): string[] {
  const whole = text.replace(/\s+/g, ' ').trim();
  const lines: string[] = [];
  let line = '';
  for (const word of parts(words, whole.slice(0, longest))) {
    for (const piece of fits(word) ? [word] : parts(characters, word)) {
      if (fits((line + piece).trimEnd())) line += piece;
      else if (lines.length + 1 < most) {
        lines.push(line.trimEnd());
        line = piece.trimStart();
      } else return [...lines, shortened(line, fits)];
    }
  }
  return whole.length > longest ? [...lines, shortened(line, fits)] : [...lines, line.trimEnd()];
}

function shortened(line: string, fits: (line: string) => boolean): string {
  const left = parts(characters, line);
  while (left.length > 0 && !fits(left.join('').trimEnd() + ellipsis)) left.pop();
  return left.join('').trimEnd() + ellipsis;
}

/** At most so many characters of a text. */
export function shorten(text: string, most: number): string {
  const all = parts(characters, text);
  return all.length > most
    ? all
        .slice(0, most - 1)
        .join('')
        .trimEnd() + ellipsis
    : text;
}

/** Hebrew, Arabic and their like, before any other letter. */
const rightToLeft = /^\P{L}*[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

/** The direction that a text is read in, by its first letter. https://www.unicode.org/reports/tr9/#P2 */
export const directionOf = (text: string): 'ltr' | 'rtl' => (rightToLeft.test(text) ? 'rtl' : 'ltr');
