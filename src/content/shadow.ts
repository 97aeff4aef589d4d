import { direction } from '../ui/i18n/language.ts';
import tokens from '../ui/tokens.css?inline';
import { language } from './environment.ts';
import common from './host.css?inline';
import { create, ofDocument, rootOf } from './page.ts';
import { createPlace, type Place } from './place/place.ts';
import { world } from './world.ts';

export interface Shadow {
  root: ShadowRoot;
  place: Place;
  /** The styles that it has; others are none of ours. */
  sheet: CSSStyleSheet;
  /** Begins anew, with this in it and nothing else. */
  fill(inside: Element): void;
}

/**
 * An element in the page's corner whose inside the page can't reach, with styles in it. The element itself carries no text.
 * Firefox tells pages which node an event started at, closed roots or not (`originalTarget`); what must not be read lies one
 * root deeper, where no event starts: see `painted`.
 */
export function makeShadow(own: string): Shadow {
  const host = create('div');
  clearUp();
  world.hosts.add(host);
  // The page's styles reach the host and nothing in it: what they could set there, such as variables, is set below it.
  const inside = tokens.replaceAll(':root,:host', ':host>*');
  // `all` leaves the direction out: the corner is the person's, whatever the page's is.
  const corner = `:host{direction:${direction(language())}!important}`;
  const sheet = new CSSStyleSheet();
  const root = host.attachShadow({ mode: 'closed' });
  for (const type of using) root.addEventListener(type, (event) => event.stopPropagation());
  const place = createPlace(host, () => {
    root.adoptedStyleSheets = [sheet];
  });
  const fill = (first: Element) => {
    sheet.replaceSync([inside, common, corner, own].join('\n'));
    root.replaceChildren(new Comment(whose), first);
  };
  return { root, place, sheet, fill };
}

/** No event starts at a comment: it is the extension's own to find. */
const whose = 'Countersign';

/** Takes away what nobody answers: Firefox stops a script when its extension is updated, and leaves what it has shown. */
function clearUp(): void {
  for (const one of ofDocument('querySelectorAll').call(document, '[popover=manual]'))
    if (!world.hosts.has(one) && rootOf(one)?.firstChild?.nodeValue === whose) one.remove();
}

const pressing = 'click dblclick auxclick pointerdown pointerup mousedown mouseup';
const using = `${pressing} keydown keyup keypress focusin focusout`.split(' ');
