/**
 * Worlds whose browser and cloud serve one story after the other. A story finds them as new: the extension is installed
 * anew each time, in an empty browser, and the cloud knows nobody.
 */
import type { LocalCloud } from '../../../src/cloud/local/cloud.ts';
import type { BrowserName } from '../../../src/dev/drive/browser.ts';
import { controlOf } from '../../../src/dev/drive/cloud-control.ts';
import { openBrowser, type TemporaryBrowser } from '../../../src/dev/drive/open.ts';
import { startSite } from '../../../src/dev/drive/site.ts';
import {
  endAll,
  extensionFor,
  firstPage,
  startCloud,
  type World,
  type WorldOptions,
} from '../../../src/dev/drive/world.ts';
import type { LoopbackServer } from '../../../src/dev/loopback.ts';
import { atEndOfWorker } from './worker-environment.ts';

export interface KeptWorld extends World {
  /** Gives it back, to be used again; {@link World.end} throws it away. */
  leave(): Promise<void>;
}

/** Those that no story is in now. */
const browsers = new Map<BrowserName, TemporaryBrowser>();
const clouds = new Map<string, LocalCloud>();
let site: LoopbackServer | undefined;

atEndOfWorker(() =>
  endAll([
    async () => site?.close(),
    ...[...clouds.values()].map((one) => () => one.stop()),
    ...[...browsers.values()].map((one) => () => one.remove()),
  ]),
);

/** A world that is as new. */
export async function enterWorld(
  options: Omit<WorldOptions, 'headless' | 'privateWindows'>,
): Promise<KeptWorld> {
  const { browser: name, seed = false, context = {} } = options;
  const kind = JSON.stringify(context);
  const ends: (() => Promise<unknown>)[] = [];
  const end = () => endAll(ends);
  try {
    const cloud = (!seed && take(clouds, kind)) || (await startCloud(options));
    ends.push(() => cloud.stop());
    const control = controlOf(cloud);
    site ??= await startSite();
    const extension = extensionFor(options, cloud);
    const kept = take(browsers, name);
    const browser = kept ?? (await openBrowser({ browser: name, ...extension }));
    ends.push(() => browser.remove());
    if (kept) await kept.reinstall(extension);
    await firstPage(browser, options);
    const leave = async () => {
      if (seed || browser.hasEnded()) return end();
      try {
        await browser.clear(); // first, so that its extension asks the cloud for nothing any more
        await control.reset();
      } catch (error) {
        await end();
        throw error;
      }
      browsers.set(name, browser);
      clouds.set(kind, cloud);
    };
    return { cloud, control, browser, site, end, leave };
  } catch (error) {
    await end();
    throw error;
  }
}

function take<K, V>(map: Map<K, V>, key: K): V | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}
