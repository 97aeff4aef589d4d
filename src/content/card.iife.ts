/** Injected into the page at the person's click; a second time, it shows the card that is there already. */
import { type Card, createCard } from './card.ts';

/** The extension's own world on this page, which the page's scripts don't share. */
const world: typeof globalThis & { countersignCard?: Card } = globalThis;

if (!world.countersignCard?.isConnected()) {
  world.countersignCard?.close();
  world.countersignCard = createCard();
}
world.countersignCard.show();
