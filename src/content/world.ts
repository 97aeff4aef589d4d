/** What the extension's scripts on one page know of each other. The page's own scripts live in another world. */

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
export const isHtml = (): boolean => document.documentElement instanceof HTMLElement;

export const world: typeof globalThis & {
  countersignCard?: Card;
  countersignMarker?: Marker;
  /** The elements of theirs. */
  countersignHosts?: Set<Element>;
} = globalThis;
