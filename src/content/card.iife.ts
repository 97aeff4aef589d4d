/** Injected into the page at the person's click; the background then tells it what to show. */
import { createCard } from './card.ts';
import { isHtml, world } from './world.ts';

// Where nobody listens, the background knows that nothing is shown.
if (isHtml() && !world.card?.isConnected()) {
  world.card?.close();
  world.card = createCard();
}
