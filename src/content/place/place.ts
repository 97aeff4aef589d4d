/** Where on the page something of ours is, and that it stays there. */
import { isConnected } from '../environment.ts';
import { above, ofDocument, rootOf } from '../page.ts';

export interface Place {
  /** Puts it on the page, above everything, and has it come back. */
  show(): void;
  hide(): void;
  isShown(): boolean;
}

/** How often it comes back, until it is shown again: a page that takes it away each time has its way. */
const returns = 20;

/**
 * Events after which something else may lie above, or keep everything outside of it from being used. That a dialog is closed
 * is seen by its attribute.
 */
const risings = ['toggle', 'fullscreenchange', 'focusin'];

/**
 * A popover in the corner. The top layer is above full screen and modal dialogs, and is moved by no `transform`; but a modal
 * dialog makes everything outside of it inert, so while there is one, that is where it goes. Otherwise it is the last child of
 * `body`: React 18, when it takes up a whole document, complains of any other place.
 *
 * @param host the element; it carries what is given to it here, and nothing else
 * @param restore called whenever it comes to its place: another document may have taken its style sheets
 */
export function createPlace(host: HTMLElement, restore: () => void): Place {
  let isShown = false;
  let returnsLeft = 0;
  const observer = new MutationObserver(() => {
    if (!mayReturn()) return;
    listen(); // a page that is written anew has lost all listeners
    if (put()) returnsLeft--;
  });

  /** Without the extension behind it, it does not: the extension's next version takes it away. */
  const mayReturn = () => returnsLeft > 0 && isConnected();

  /** @returns whether anything was amiss */
  function put(): boolean {
    const strange = host.attributes.length > 1 || host.popover !== 'manual';
    // Each of these is a change to the observer: made only where it has to be, or it would never end.
    if (strange) {
      for (const name of host.getAttributeNames()) host.removeAttribute(name);
      host.popover = 'manual';
    }
    const home = homeOf();
    const isAway = host.parentNode !== home;
    if (isAway) {
      home.append(host);
      restore();
      watch(home);
    }
    const isClosed = !host.matches(':popover-open');
    if (isClosed) host.showPopover();
    return isAway || isClosed || strange;
  }

  /** Looks at what it depends on: its own attributes, and what is within each element that it is in, and no deeper. */
  function watch(home: Element): void {
    observer.disconnect();
    observer.observe(host, { attributes: true });
    for (let at: Node | null = home; at; at = above(at))
      observer.observe(at, { childList: true, attributeFilter: ['open', 'inert'] });
  }

  const rise = ({ type, target }: Event): void => {
    if (target === host || !mayReturn()) return;
    put();
    if (type === 'focusin' || !host.isConnected) return;
    // Whatever came into the top layer last is above the rest.
    returnsLeft--;
    host.hidePopover();
    host.showPopover();
  };
  const listen = () => {
    for (const type of risings) addEventListener(type, rise, true);
  };

  return {
    show() {
      isShown = true;
      returnsLeft = returns;
      listen();
      put();
    },
    hide() {
      isShown = false;
      returnsLeft = 0;
      host.remove();
    },
    isShown: () => isShown,
  };
}

function homeOf(): Element {
  const body = ofDocument('body');
  // It may be a frameset.
  return frontDialog() ?? (body?.matches('body:not([inert])') ? body : ofDocument('documentElement'));
}

/** The modal dialog in front. It has the focus, unless it was taken away: then it is one of the document's own. */
function frontDialog(): Element | null {
  for (let at: Node | null = focused(); at; at = above(at)) if (isModal(at)) return at;
  const all = ofDocument('querySelectorAll').call(document, 'dialog:modal');
  return [...all].findLast(isModal) ?? null;
}

const isModal = (node: Node): node is Element =>
  // Of what is in a canvas, a page may get the pixels.
  node instanceof HTMLDialogElement && node.matches(':modal') && !node.closest('canvas');

/** What has the focus, however deep in shadow roots. */
function focused(): Element | null {
  let at = ofDocument('activeElement');
  for (let deeper = at; deeper; deeper = rootOf(deeper)?.activeElement ?? null) at = deeper;
  return at;
}
