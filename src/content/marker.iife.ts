/** Runs on every page of the sites that the person has granted, and on one that is open when its site is granted. */
import { createMarker } from './marker.ts';
import { isHtml, world } from './world.ts';

// It may be there already, unanswered: where the person has clicked, the browser lets it in as well.
if (world.marker?.isConnected()) world.marker.refresh();
else if (isHtml()) {
  world.marker?.remove();
  world.marker = createMarker();
}
