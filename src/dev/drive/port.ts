/**
 * The operations on one document that a browser must support, to be driven. CDP and WebDriver BiDi each implement them.
 */

/** The element, or its document, is gone: it was rendered again, or another page was loaded. */
export class Gone extends Error {}

/** An element (or shadow root) of the document. */
export interface Node {
  /**
   * Runs a function in the page with this element as `this`. It must not refer to anything around it; its answer is
   * JSON.
   *
   * @throws Gone
   */
  call<E, T, A extends unknown[]>(run: (this: E, ...args: A) => T, ...args: A): Promise<Awaited<T>>;
}

/** Computed role and name, as assistive technology sees them. */
export interface Query {
  role?: string;
  name?: string;
}

/** Keys with an effect of their own, rather than a character. */
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
  /** Runs a script in the document. The page's content security policy does not apply to it. */
  addScript(text: string): Promise<void>;
  /**
   * All elements with that role and name, in document order; some may be hidden.
   *
   * @throws Gone
   * @param place the document, or its closed shadow roots, which no script of the page can enter
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
  /** Types a text into the focused element, as trusted input. */
  type(text: string): Promise<void>;
  press(key: Key, modifiers?: { ctrl?: boolean; shift?: boolean }): Promise<void>;
  /** A PNG of the viewport. */
  screenshot(): Promise<Uint8Array>;
  setTheme(theme: Theme): Promise<void>;
  /** Shows the page as it is printed, or in the person's own few colours. What is left out is as usual. */
  setMedia(media: Media): Promise<void>;
  setSize(width: number, height: number): Promise<void>;
  /** Takes the page offline or online. The rest of the browser still reaches loopback. */
  setOnline(online: boolean): Promise<void>;
  goto(url: string): Promise<void>;
  /** Brings it to the front as its window's active tab. */
  activate(): Promise<void>;
  close(): Promise<void>;
  /** False once the document's window, tab, popup or panel is gone. */
  alive(): Promise<boolean>;
}

export type Theme = 'light' | 'dark';

/** https://www.w3.org/TR/css-color-adjust-1/#forced */
export interface Media {
  print?: boolean;
  forcedColors?: boolean;
}

/**
 * The source of a function as an expression. Compilers mark inner functions by a call of `__name`, which is defined
 * here.
 */
export function source(run: CallableFunction): string {
  return `(() => { const __name = (one) => one; return (${run.toString()}); })()`;
}
