import { breakLines, directionOf } from './lines.ts';
import { family, inkOf, type Paint } from './painted.ts';

export interface Paragraph {
  text: string;
  /** CSS font weight, and size in CSS pixels. */
  weight: 400 | 500;
  size: number;
  /** The most lines; what is longer ends with an ellipsis. */
  most: number;
  /** In the colour that is around. */
  quiet?: boolean;
  /** Crossed out. */
  struck?: boolean;
}

/** Height of a line in CSS pixels, of a font of that size. */
export const lineHeight = (size: number): number => Math.round(size * 1.45);

/** Height that paragraphs have room in, whatever they say. */
export const heightOf = (paragraphs: readonly Pick<Paragraph, 'size' | 'most'>[]): number =>
  paragraphs.reduce((sum, { size, most }) => sum + most * lineHeight(size), 0);

/** Paragraphs one below the other, halfway down their box. @param direction of what is around: where lines begin */
export function paintParagraphs(paragraphs: readonly Paragraph[], direction: 'ltr' | 'rtl'): Paint {
  const startsLeft = direction === 'ltr';
  return (context, width, height, inside) => {
    const set = ({ weight, size }: Paragraph) => {
      context.font = `${weight} ${size}px ${family}`;
    };
    const broken = paragraphs.map((one) => {
      set(one);
      return breakLines(one.text, one.most, (line) => context.measureText(line).width <= width);
    });
    const used = heightOf(paragraphs.map(({ size }, at) => ({ size, most: broken[at]?.length ?? 0 })));
    let y = (height - used) / 2;
    context.textAlign = startsLeft ? 'left' : 'right';
    for (const [at, one] of paragraphs.entries()) {
      set(one);
      context.direction = directionOf(one.text);
      context.fillStyle = inkOf((one.quiet && inside.parentElement) || inside);
      for (const line of broken[at] ?? []) {
        const x = startsLeft ? 0 : width;
        const middle = y + lineHeight(one.size) / 2;
        context.fillText(line, x, middle);
        const long = context.measureText(line).width;
        if (one.struck) context.fillRect(startsLeft ? 0 : width - long, Math.round(middle), long, 1);
        y += lineHeight(one.size);
      }
    }
  };
}
