import { afterEach, beforeEach, describe } from 'vitest';
import { type BrowserName, browserNames } from '../../src/dev/drive/browser.ts';
import { startWorld, type World, type WorldOptions } from '../../src/dev/drive/world.ts';

type Define = (world: () => World, browser: BrowserName) => void;
type Options = Omit<WorldOptions, 'browser'>;

/** The same tests in Chromium and in Firefox, each test in a world of its own. */
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
    let world: World | undefined;
    beforeEach(async () => {
      world = await startWorld({ ...options, browser });
    });
    afterEach(async () => {
      await world?.end();
      world = undefined;
    });
    define(() => {
      if (!world) throw new Error('There is a world within a test only');
      return world;
    }, browser);
  });
}
