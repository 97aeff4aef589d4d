/**
 * The page's document, asked past the names that the page gives its elements: `<form name="body">` takes the place of
 * `document.body`, in every world. https://html.spec.whatwg.org/multipage/dom.html#dom-document-nameditem
 */

/** A member of the document; a method is to be called with the document as `this`. */
export const ofDocument = <K extends keyof Document>(member: K): Document[K] =>
  Reflect.get(Document.prototype, member, document);

/** An element of a namespace, which documents of every kind can have. */
export const createIn = (namespace: string, tag: string): Element =>
  ofDocument('createElementNS').call(document, namespace, tag);

export function create<K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] {
  const made = createIn('http://www.w3.org/1999/xhtml', tag);
  return made as HTMLElementTagNameMap[K]; // what HTML's namespace has under that name
}

/** Gives the focus to an element of the page's. A form has its fields by their names, `focus` too. */
export const focusOn = (element: HTMLElement): void => HTMLElement.prototype.focus.call(element);

/** What a node is in, shadow roots left out. A form may have a field of the name `parentNode`, which is in the form. */
export const above = (node: Node): Node | null =>
  node instanceof ShadowRoot ? node.host : Reflect.get(Node.prototype, 'parentNode', node);

declare global {
  interface Element {
    /** Firefox's, for extensions alone. https://developer.mozilla.org/docs/Web/API/Element/openOrClosedShadowRoot */
    openOrClosedShadowRoot?: ShadowRoot | null;
  }
}
/** Chromium's; Firefox has it in no content script. */
const { dom }: { dom?: typeof chrome.dom } = chrome;

/** An element's shadow root, closed ones too: extensions get it. */
export const rootOf = (element: Element): ShadowRoot | null | undefined =>
  dom && element instanceof HTMLElement
    ? dom.openOrClosedShadowRoot(element)
    : element.openOrClosedShadowRoot;
