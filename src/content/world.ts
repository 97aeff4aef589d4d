/** What the extension's scripts on one page know of each other. The page's own scripts live in another world. */
import type { Card } from './card.ts';
import type { Marker } from './marker.ts';

export const world: typeof globalThis & {
  countersignCard?: Card;
  countersignMarker?: Marker;
  /** The elements of theirs. */
  countersignHosts?: Set<Element>;
} = globalThis;
