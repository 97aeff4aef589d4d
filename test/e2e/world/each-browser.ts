import { afterEach, beforeEach, describe } from 'vitest';
import { type BrowserName, browserNames } from '../../../src/dev/drive/browser.ts';
import { startWorld, type World, type WorldOptions } from '../../../src/dev/drive/world.ts';
import { enterWorld, type KeptWorld } from './kept-worlds.ts';

type Define = (world: () => World, browser: BrowserName) => void;

interface Options extends Omit<WorldOptions, 'browser' | 'extensionDir' | 'headless'> {
  /**
   * Each story begins in a browser that has just started: one that ends it as a crash would, or that asks how long nobody has
   * been at the computer.
   */
  ownWorld?: boolean;
  /** Makes another unpacked build than the one in `dist`. */
  build?: (browser: BrowserName) => Promise<string>;
}

/** The same tests in Chromium and in Firefox, each test in a world that is as new. */
export function inEachBrowser(title: string, define: Define, options: Options = {}): void {
  inBrowsers(browserNames, title, define, options);
}

/**
 * Tests of what does not depend on the browser, of screens that other tests open in Firefox too: in Chromium, and in both
 * in the long run.
 */
export function inChromium(title: string, define: Define, options: Options = {}): void {
  inBrowsers(process.env.LONG === '1' ? browserNames : ['chromium'], title, define, options);
}

function inBrowsers(browsers: readonly BrowserName[], title: string, define: Define, options: Options): void {
  describe.each(browsers)(`${title}, in %s`, (browser) => {
    let world: KeptWorld | undefined;
    beforeEach(async () => {
      world = await enter(options, browser);
    });
    afterEach(async ({ task }) => {
      const entered = world;
      world = undefined;
      // what a failed story has left is not handed to the next one
      await (task.result?.state === 'fail' ? entered?.end() : entered?.leave());
    });
    define(() => {
      if (!world) throw new Error('There is a world within a test only');
      return world;
    }, browser);
  });
}

async function enter({ build, ownWorld, ...options }: Options, browser: BrowserName): Promise<KeptWorld> {
  const wanted = { ...options, browser, ...(build && { extensionDir: await build(browser) }) };
  // An extension without a configuration opens its options in place of the empty tab, which a kept browser needs.
  if (!ownWorld && !options.privateWindows && options.configured !== false) return enterWorld(wanted);
  const world = await startWorld(wanted);
  return { ...world, leave: world.end };
}
