/**
 * Texts that are for eyes and screen readers, and not for the page. A page can set the font of what it can move, and measure
 * that: so texts are pixels of a fixed size, and none of them is laid out. `window.find`, selections and copies find none.
 *
 * Each lies in a closed root of its own, in which no event starts: Firefox tells pages where one did. What a page could set
 * by inheritance is set on the innermost element itself, for a page can take style sheets away, by `adoptNode`.
 */
import { create } from '../page.ts';

/** Draws into a box of so many CSS pixels. @param inside the element whose colour it takes */
export type Paint = (
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  inside: Element,
) => void;

/** The generic font by its name: no font of the page's can take that. */
export const family = 'system-ui, sans-serif';

/** Not `visibility`, which its place takes away. */
const fixed = 'all:initial;visibility:inherit;display:block;pointer-events:none;user-select:none';

const paints = new WeakMap<Element, () => void>();

/**
 * A picture of a text, as wide as its place; {@link paintIn} draws it.
 *
 * @param height in CSS pixels
 * @param said what screen readers say
 */
export function painted(height: number, said: string, paint: Paint): HTMLElement {
  const canvas = create('canvas');
  const host = secret('painted', canvas, said, '100%', height);
  let last = '';
  paints.set(host, () => {
    const context = canvas.getContext('2d');
    const width = host.clientWidth;
    const looks = `${width} ${devicePixelRatio} ${inkOf(host)}`;
    if (!context || width === 0 || looks === last) return;
    last = looks;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    context.scale(devicePixelRatio, devicePixelRatio);
    context.textBaseline = 'middle';
    paint(context, width, height, host);
  });
  return host;
}

/** A text that is said only. */
export const said = (words: string): HTMLElement => secret('said', create('span'), words, '1px', 1);

/** Draws what is painted in an element, once that is on the page. */
export function paintIn(root: ParentNode): void {
  for (const one of root.querySelectorAll('.painted')) paints.get(one)?.();
}

/** Ms without another change, before it is painted again: how long that takes is not to be measured again and again. */
const rest = 200;

/** Calls back when the sizes or the colours of what is painted may be others. */
export function onOtherLooks(repaint: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = ({ isTrusted }: Event) => {
    if (!isTrusted) return;
    clearTimeout(timer);
    timer = setTimeout(repaint, rest);
  };
  addEventListener('resize', changed);
  for (const query of ['prefers-color-scheme: dark', 'prefers-contrast: more', 'forced-colors: active'])
    matchMedia(`(${query})`).addEventListener('change', repaint); // no page changes these
}

export const inkOf = (element: Element): string => getComputedStyle(element).color;

function secret(
  name: string,
  inside: HTMLElement,
  words: string,
  width: string,
  height: number,
): HTMLElement {
  inside.role = 'img';
  inside.ariaLabel = words;
  inside.style.cssText = `${fixed};width:${width};height:${height}px;`.replaceAll(';', '!important;');
  const host = create('span');
  host.className = name;
  host.attachShadow({ mode: 'closed' }).append(inside);
  return host;
}
