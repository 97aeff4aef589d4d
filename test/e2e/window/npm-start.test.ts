/** The first command of the README, on a machine with a display, used as a person uses it. */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserNames } from '../../../src/dev/drive/browser.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { localFolder } from '../../../src/dev/project.ts';
import { missingDesktopPrograms } from '../../../src/dev/system/desktop-programs.ts';
import { type Desktop, type Picture, type Place, startDesktop } from './desktop.ts';
import { type Checkout, copyCheckout, type Terminal } from './person.ts';

describe.each(browserNames)('npm start before a display, in %s', (browser) => {
  let desktop: Desktop;
  let checkout: Checkout;
  let terminal: Terminal | undefined;
  beforeEach(async ({ skip }) => {
    const missing = await missingDesktopPrograms();
    if (missing.length > 0) skip(`${missing.join(', ')} can't be found`);
    desktop = await startDesktop();
    checkout = await copyCheckout();
  });
  afterEach(async () => {
    await terminal?.kill();
    await desktop?.end();
    await checkout?.remove();
  });

  /** Runs a story; where it fails, the picture of that moment is kept. */
  const withPicture = async (story: () => Promise<void>) => {
    try {
      await story();
    } catch (error) {
      const folder = join(localFolder, 'failures');
      await mkdir(folder, { recursive: true });
      await desktop.savePicture(join(folder, `npm-start-${browser}.png`));
      throw error;
    }
  };
  const start = async () => {
    terminal = checkout.start(browser === 'firefox' ? ['--browser', browser] : [], desktop.env);
    await terminal.waitForLine(/^Ctrl-C ends everything/);
    await desktop.waitForWords('Welcome to Countersign');
    return terminal;
  };
  const clickToolbarButton = async () => {
    const place = await until('the button in the toolbar', async () =>
      toolbarButton(await desktop.picture()),
    );
    await desktop.click(place);
    return place;
  };

  it(
    'BM6, BM7: opens a window, signs in by mouse and keys, and is still signed in at the next start',
    () =>
      withPicture(async () => {
        const first = await start();
        expect(isStriped(await desktop.picture())).toBe(false);
        if (browser === 'firefox') {
          const listens = join(checkout.folder, '.countersign/profile-firefox/WebDriverBiDiServer.json');
          expect(existsSync(listens)).toBe(false);
        }

        const button = await clickToolbarButton();
        await desktop.waitForWords('Forgot password?');
        await desktop.type('demo');
        await desktop.press('Tab');
        await desktop.type(await first.waitForLine(/^Sign in as demo with (.+)$/));
        await desktop.press('Return');
        await desktop.waitForWords('Sign out', button);
        await desktop.click(await desktop.waitForWords('Open tasks', button));
        await desktop.click(await desktop.waitForWords('My tasks'));
        await desktop.waitForWords('To do');
        await first.interrupt();
        expect(first.lines.filter((line) => /error/i.test(line))).toEqual([]);

        await start();
        await desktop.waitForWords('Sign out', await clickToolbarButton());
        await desktop.waitForWords('demo@example.com');
        expect(await desktop.text()).not.toContain('Forgot password?');
      }),
    600_000,
  );
});

/** The extension's colour, of public/icons. */
const indigo = [58, 79, 216] as const;
const side = 16;

/** The middle of the rightmost square of that colour in the upper part of the window: tabs have it farther left. */
function toolbarButton({ width, colours }: Picture): Place | undefined {
  const isIndigo = (x: number, y: number) =>
    indigo.every((part, at) => Math.abs((colours[(y * width + x) * 4 + at] ?? 0) - part) < 12);
  for (let left = width - side; left >= 0; left -= 1)
    for (let top = 30; top < 110; top += 1) {
      let covered = 0;
      for (let at = 0; at < side * side; at += 1)
        if (isIndigo(left + (at % side), top + Math.floor(at / side))) covered += 1;
      // a badge may lie over the rest
      if (covered > side * side * 0.25) return { x: left + side / 2, y: top + side / 2 };
    }
  return undefined;
}

/** Whether the upper part of the window has the pink by which Firefox shows that it is remote-controlled. */
function isStriped({ width, colours }: Picture): boolean {
  let pink = 0;
  for (let at = 0; at < width * 110 * 4; at += 4) {
    const [red = 0, green = 0, blue = 0] = colours.subarray(at, at + 3);
    if (red > 220 && red - green > 30 && Math.abs(green - blue) < 25) pink += 1;
  }
  return pink > 500;
}
