/** Injected into the page at the person's click; the background then tells it what to show. */
import { createCard } from './card.ts';
import { world } from './world.ts';

if (!world.countersignCard?.isConnected()) {
  world.countersignCard?.close();
  world.countersignCard = createCard();
}
