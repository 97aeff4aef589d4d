/** What a browser has to offer for one of its documents to be driven: two implementations, CDP and WebDriver BiDi. */

/** The element, or the document that it was in, was there a moment ago: it was drawn anew, or another page came. */
export class Gone extends Error {}

/** An element (or shadow root) of the document. */
export interface Node {
  /**
   * Runs a function in the page with this element as `this`. It must not refer to anything around it; its answer is JSON.
   *
   * @throws Gone
   */
  call<E, T, A extends unknown[]>(run: (this: E, ...args: A) => T, ...args: A): Promise<Awaited<T>>;
}

/** As assistive technology sees it: the computed role and name. */
export interface Query {
  role?: string;
  name?: string;
}

/** Keys that do something, rather than being typed. */
export const keys = [
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  ' ',
  '/',
  'a',
  'n',
  'x',
  'z',
] as const;
export type Key = (typeof keys)[number];

export interface Port {
  /**
   * Runs a function in the document. It must not refer to anything around it; its answer is JSON.
   *
   * @throws Gone
   */
  evaluate<T, A extends unknown[]>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>>;
  /** Runs a script in the document, which the page's content security policy has no say in. */
  addScript(text: string): Promise<void>;
  /**
   * Everything with that role and name, in document order; hidden elements may be among them.
   *
   * @throws Gone
   * @param place the document, or the closed shadow roots in it, which no script of the page can enter
   */
  locate(query: Query, place: 'document' | 'closed'): Promise<Node[]>;
  /**
   * The closed shadow roots of the document, and those in them.
   *
   * @throws Gone
   */
  closedRoots(): Promise<Node[]>;
  /** A trusted click at a point of the viewport, in CSS pixels. */
  click(point: { x: number; y: number }, button?: 'left' | 'right'): Promise<void>;
  /** Trusted input of text into what has the focus. */
  type(text: string): Promise<void>;
  press(key: Key, modifiers?: { ctrl?: boolean; shift?: boolean }): Promise<void>;
  /** A PNG of the viewport. */
  screenshot(): Promise<Uint8Array>;
  setTheme(theme: Theme): Promise<void>;
  setSize(width: number, height: number): Promise<void>;
  /** Tells the page that the network has gone or come back. Loopback stays reachable for the rest of the browser. */
  setOnline(online: boolean): Promise<void>;
  goto(url: string): Promise<void>;
  /** Brings it to the front, so that it is its window's active tab. */
  activate(): Promise<void>;
  close(): Promise<void>;
  /** False once the document's window, tab, popup or panel is gone. */
  alive(): Promise<boolean>;
}

export type Theme = 'light' | 'dark';

/** The source of a function as an expression; compilers mark inner functions by a call of `__name`. */
export function source(run: CallableFunction): string {
  return `(() => { const __name = (one) => one; return (${run.toString()}); })()`;
}
