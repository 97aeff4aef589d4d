import tokens from '../ui/tokens.css?inline';
import common from './host.css?inline';

/**
 * An element in the page's corner whose inside the page can't reach, with styles in it. The element itself carries no attribute
 * and no text.
 */
export function makeShadow(own: string): { host: HTMLElement; root: ShadowRoot } {
  const styles = [tokens, common, own].join('\n');
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    // Older Firefox refuses a sheet from a content script: https://bugzilla.mozilla.org/show_bug.cgi?id=1928865
    const style = document.createElement('style');
    style.textContent = styles;
    root.append(style);
  }
  for (const type of [...pressing, ...typing])
    root.addEventListener(type, (event) => event.stopPropagation());
  return { host, root };
}

const pressing = ['click', 'dblclick', 'auxclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup'];
const typing = ['keydown', 'keyup', 'keypress', 'focusin', 'focusout'];
