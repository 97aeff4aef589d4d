import { direction } from '../ui/i18n/language.ts';
import tokens from '../ui/tokens.css?inline';
import { element } from './element.ts';
import { language } from './environment.ts';
import common from './host.css?inline';
import { world } from './world.ts';

declare global {
  interface Element {
    /** Firefox's, for extensions alone. https://developer.mozilla.org/docs/Web/API/Element/openOrClosedShadowRoot */
    openOrClosedShadowRoot?: ShadowRoot | null;
  }
}

/**
 * An element in the page's corner whose inside the page can't reach, with styles in it. The element itself carries no attribute
 * and no text. Firefox tells pages which node an event started at, closed roots or not (`originalTarget`); what must not be
 * read lies one root deeper, where no event starts: see `secret`.
 */
export function makeShadow(own: string): { host: HTMLElement; root: ShadowRoot } {
  const host = element('div', {});
  world.countersignHosts ??= new Set();
  world.countersignHosts.add(host);
  clearUp(world.countersignHosts);
  // The page's styles reach the host and nothing in it: what they could set there, such as variables, is set below it.
  const inside = tokens.replaceAll(':host', ':host > *');
  // `all` leaves the direction out: the corner is the person's, whatever the page's is.
  const corner = `:host { direction: ${direction(language())} !important }`;
  const root = closedRoot(host, [inside, common, corner, own].join('\n'));
  for (const type of [...pressing, ...typing])
    root.addEventListener(type, (event) => event.stopPropagation());
  root.append(document.createComment(whose));
  return { host, root };
}

/** No event starts at a comment: it is the extension's own to find. */
const whose = 'Countersign';

/** Takes away what nobody answers: Firefox stops a script when its extension is updated, and leaves what it has shown. */
function clearUp(own: ReadonlySet<Element>): void {
  for (const one of [...document.documentElement.children]) {
    const inside = [...(one.openOrClosedShadowRoot?.childNodes ?? [])];
    if (!own.has(one) && inside.some((node) => node.nodeValue === whose)) one.remove();
  }
}

const pressing = ['click', 'dblclick', 'auxclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup'];
const typing = ['keydown', 'keyup', 'keypress', 'focusin', 'focusout'];

/** Of the same styles there is one sheet, however many roots have it. */
const sheets = new Map<string, CSSStyleSheet>();

/** Gives an element a closed root with styles in it. */
export function closedRoot(host: HTMLElement, styles: string): ShadowRoot {
  const root = host.attachShadow({ mode: 'closed' });
  try {
    const sheet = sheets.get(styles) ?? new CSSStyleSheet();
    if (!sheets.has(styles)) sheet.replaceSync(styles);
    sheets.set(styles, sheet);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Older Firefox refuses a sheet from a content script: https://bugzilla.mozilla.org/show_bug.cgi?id=1928865
    root.append(element('style', {}, styles));
  }
  return root;
}
