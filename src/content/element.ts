type Child = Node | string | null | false;
type Attributes = Record<string, string>;

const html = 'http://www.w3.org/1999/xhtml';

/** An element with attributes and children; texts become text nodes, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  // HTML's in a document of XML, too, where `createElement` makes none of it: the interface is the tag's.
  const made = document.createElementNS(html, tag) as HTMLElementTagNameMap[K];
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== false));
  return made;
}

/** Not attributes: see `makeShadow`. */
const keys = new WeakMap<Element, string>();
export const keyOf = (button: Element | null): string | undefined => (button ? keys.get(button) : undefined);

/**
 * A button that acts on a person's own press only: a page can send clicks as well.
 *
 * @param key names the button for {@link keyOf}, so that it keeps the focus when it is drawn again
 */
export function button(
  key: string,
  attributes: Attributes,
  children: Child[],
  onPress: () => void,
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, ...children);
  keys.set(made, key);
  made.addEventListener('click', (event) => {
    if (event.isTrusted) onPress();
  });
  return made;
}

/** A picture of strokes in the colour of the text around it, drawn on a square of `grid` units. */
export function strokes(size: number, path: string, grid = 20): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const line = document.createElementNS(namespace, 'path');
  const attributes = {
    viewBox: `0 0 ${grid} ${grid}`,
    width: String(size),
    height: String(size),
    'aria-hidden': 'true',
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
