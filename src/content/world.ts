/** What the extension's scripts on one page know of each other. The page's own scripts live in another world. */
import { ofDocument } from './page.ts';

/** The card, as the page's other scripts of ours see it. */
export interface Card {
  close(): void;
  /** Whether the background can still hear this card. */
  isConnected(): boolean;
  isShown(): boolean;
}

/** The marker, likewise. */
export interface Marker {
  remove(): void;
  /** Whether the background can still hear this marker. */
  isConnected(): boolean;
  /** Gives way to the card, or shows itself again. @param focused with the focus, which the card had */
  refresh(focused?: boolean): void;
}

/** Whether the page can show anything of HTML. Nothing of it is drawn in a document of XML, or in a picture of SVG. */
export const isHtml = (): boolean => ofDocument('documentElement') instanceof HTMLElement;

interface World {
  card?: Card;
  marker?: Marker;
  /** The elements of theirs. */
  hosts: Set<Element>;
}

/** By a symbol: by a name, an element of the page's with that id would be found. */
const key: unique symbol = Symbol.for('countersign');
const here: typeof globalThis & { [key]?: World } = globalThis;

here[key] ??= { hosts: new Set() };
export const world: World = here[key];

/** Whether a node is in what the extension shows. */
export function isOurs(node: Node): boolean {
  const root = node.getRootNode();
  return root instanceof ShadowRoot && world.hosts.has(root.host);
}
