/**
 * Runs the whole main job without a person: prints a line for each step, takes pictures, and reports whether all steps
 * passed.
 */
import type { BrowserName } from '../drive/browser.ts';
import { startWorld } from '../drive/world.ts';
import { openAlbum } from './album.ts';
import { steps } from './steps.ts';
import { Traveller } from './traveller.ts';

/** Runs every step with a new cloud and a new profile. @returns whether every step passed */
export async function runTour(browser: BrowserName): Promise<boolean> {
  const started = performance.now();
  const album = await openAlbum(browser);
  const world = await startWorld({ browser, seed: true });
  const traveller = new Traveller(world, album);
  try {
    for (const [at, { says, run }] of steps.entries()) {
      const line = `${String(at + 1).padStart(2)}/${steps.length} ${says}`;
      try {
        await run(traveller);
        console.log(`✓ ${line}`);
      } catch (error) {
        console.log(`✗ ${line}`);
        console.error(error instanceof Error ? error.message : error);
        return false;
      }
    }
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(`Every step held, in ${seconds} s. ${album.count()} pictures are in ${album.folder}.`);
    return true;
  } finally {
    await world.end();
  }
}
