/** Runs on every page of the sites that the person has granted. */
import { createMarker } from './marker.ts';
import { world } from './world.ts';

if (!world.countersignMarker?.isConnected()) {
  world.countersignMarker?.remove();
  world.countersignMarker = createMarker();
}
