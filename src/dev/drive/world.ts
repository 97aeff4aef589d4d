import { type LocalCloud, startLocalCloud } from '../../cloud/local/cloud.ts';
import type { StackContext } from '../../cloud/stack/options.ts';
import { builtFor } from '../build/extension.ts';
import type { LoopbackServer } from '../loopback.ts';
import type { Browser, BrowserName } from './browser.ts';
import { type CloudControl, controlOf } from './cloud-control.ts';
import { type ExtensionContent, openBrowser, type TemporaryBrowser } from './open.ts';
import { startSite } from './site.ts';
import { until } from './wait.ts';

/** One person's test environment: a cloud of their own, a browser that is set up for it, and a web site. */
export interface World {
  cloud: LocalCloud;
  control: CloudControl;
  browser: TemporaryBrowser;
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
  /** Allows the extension in private windows. */
  privateWindows?: boolean;
}

/** Starts a world in memory. If a part fails, the started parts are ended again. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const started: (() => Promise<unknown>)[] = [];
  const end = () => endAll(started);
  try {
    const cloud = await startCloud(options);
    started.push(() => cloud.stop());
    const site = await startSite();
    started.push(() => site.close());
    const browser = await openBrowser({ ...options, ...extensionFor(options, cloud) });
    started.push(() => browser.remove());
    await firstPage(browser, options);
    return { cloud, control: controlOf(cloud), browser, site, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Ends all of these, the last one first. Throws the first error afterwards. */
export async function endAll(ends: (() => Promise<unknown>)[]): Promise<void> {
  const results = await Promise.allSettled(
    ends
      .splice(0)
      .reverse()
      .map((end) => end()),
  );
  for (const one of results) if (one.status === 'rejected') throw one.reason;
}

export const startCloud = ({
  seed = false,
  context = {},
}: Omit<WorldOptions, 'browser'>): Promise<LocalCloud> => startLocalCloud({ dir: null, seed, context });

/** The files to install in the browser of a world with that cloud. */
export function extensionFor(options: WorldOptions, { configuration }: LocalCloud): ExtensionContent {
  const { browser, extensionDir = builtFor(browser), configured = true } = options;
  return { extensionDir, ...(configured && { configuration }) };
}

/**
 * Waits for the options page, which an extension without a configuration opens by itself in front of everything else.
 */
export async function firstPage(
  browser: Pick<Browser, 'addresses'>,
  { configured = true }: WorldOptions,
): Promise<void> {
  if (configured) return;
  await until('the options to open', async () =>
    (await browser.addresses()).some((address) => address.endsWith('/src/options/index.html')),
  );
}
