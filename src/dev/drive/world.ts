import { type LocalCloud, startLocalCloud } from '../../cloud/local/cloud.ts';
import type { StackContext } from '../../cloud/stack/options.ts';
import { builtFor } from '../build/extension.ts';
import type { LoopbackServer } from '../loopback.ts';
import type { BrowserName } from './browser.ts';
import { type CloudControl, controlOf } from './cloud-control.ts';
import { type HousedBrowser, openBrowser } from './open.ts';
import { startSite } from './site.ts';
import { until } from './wait.ts';

/** Everything one person needs: a cloud of their own, a browser that is set up for it, and pages to look at. */
export interface World {
  cloud: LocalCloud;
  control: CloudControl;
  browser: HousedBrowser;
  site: LoopbackServer;
  end(): Promise<void>;
}

export interface WorldOptions {
  browser: BrowserName;
  /** Starts with sample data. */
  seed?: boolean;
  /** Options of the stack, such as `mfa`. */
  context?: StackContext;
  /** False leaves the extension without its bundled configuration, as a store delivers it. */
  configured?: boolean;
  /** Another unpacked build than the one in `dist`. */
  extensionDir?: string;
  headless?: boolean;
  /** Lets the extension into private windows. */
  privateWindows?: boolean;
}

/** Starts a world in memory. What has been started is ended again when a later part fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const started: (() => Promise<unknown>)[] = [];
  const end = async (): Promise<void> => {
    const ends = await Promise.allSettled(
      started
        .splice(0)
        .reverse()
        .map((stop) => stop()),
    );
    for (const one of ends) if (one.status === 'rejected') throw one.reason;
  };
  try {
    const cloud = await startLocalCloud({
      dir: null,
      seed: options.seed ?? false,
      context: options.context ?? {},
    });
    started.push(() => cloud.stop());
    const site = await startSite();
    started.push(() => site.close());
    const browser = await openBrowser({
      browser: options.browser,
      extensionDir: options.extensionDir ?? builtFor(options.browser),
      ...(options.configured === false ? {} : { configuration: cloud.configuration }),
      headless: options.headless ?? true,
      privateWindows: options.privateWindows ?? false,
    });
    started.push(() => browser.remove());
    // Without a configuration the extension opens its options by itself, and in front of everything else.
    if (options.configured === false)
      await until('the options to open', async () =>
        (await browser.addresses()).some((address) => address.endsWith('/src/options/index.html')),
      );
    return { cloud, control: controlOf(cloud), browser, site, end };
  } catch (error) {
    await end();
    throw error;
  }
}
