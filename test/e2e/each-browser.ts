import { afterEach, beforeEach, describe } from 'vitest';
import { type BrowserName, browserNames } from '../../src/dev/drive/browser.ts';
import { startWorld, type World, type WorldOptions } from '../../src/dev/drive/world.ts';

/** The same tests in Chromium and in Firefox, each test in a world of its own. */
export function inEachBrowser(
  title: string,
  define: (world: () => World, browser: BrowserName) => void,
  options: Omit<WorldOptions, 'browser'> = {},
): void {
  describe.each(browserNames)(`${title}, in %s`, (browser) => {
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
