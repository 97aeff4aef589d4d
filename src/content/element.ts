import { create, createIn } from './page.ts';
import { isOurs } from './world.ts';

type Child = Node | string | null | false;
type Attributes = Record<string, string>;

/** An element with attributes and children; texts become text nodes, never markup. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes,
  ...children: Child[]
): HTMLElementTagNameMap[K] => filled(create(tag), attributes, children);

function filled<E extends Element>(made: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

/** Not attributes: see `makeShadow`. */
const keys = new WeakMap<Element, string>();
export const keyOf = (button: Element | null): string | undefined => (button ? keys.get(button) : undefined);

/**
 * A button that acts on a person's own press only, and in its place: a page can send clicks, and Firefox lets pages take it away.
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
    if (event.isTrusted && isOurs(made)) onPress();
  });
  return made;
}

/** A picture of strokes in the colour of the text around it, drawn on a square of `grid` units. */
export function strokes(size: number, path: string, grid = 20): Element {
  const of = (tag: string, attributes: Attributes, ...children: Child[]) =>
    filled(createIn('http://www.w3.org/2000/svg', tag), attributes, children);
  const box = { viewBox: `0 0 ${grid} ${grid}`, width: `${size}`, height: `${size}` };
  return of('svg', { ...box, 'aria-hidden': 'true' }, of('path', { d: path }));
}
