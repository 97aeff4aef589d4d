/** Injected into the page at the person's click; the background then tells it what to show. */
import { type Card, createCard } from './card.ts';

/** The extension's own world on this page, which the page's scripts don't share. */
const world: typeof globalThis & { countersignCard?: Card } = globalThis;

if (!world.countersignCard?.isConnected()) {
  world.countersignCard?.close();
  world.countersignCard = createCard();
}
