import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../system/browsers.ts';
import type { Browser, BrowserName } from './browser.ts';
import { openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';
import { makeFirefoxProfile } from './firefox-profile.ts';

export interface OpenBrowser {
  browser: BrowserName;
  /** The built extension, `dist/chrome` or `dist/firefox`; a copy of it is loaded. */
  extensionDir: string;
  /** Written beside the manifest as the bundled configuration; without one the extension is not set up. */
  configuration?: unknown;
  /** Kept at the end; without one, a profile of its own is made and removed. */
  profileDir?: string;
  headless?: boolean;
  privateWindows?: boolean;
}

/** A browser in a room of its own. */
export interface HousedBrowser extends Browser {
  profileDir: string;
  /** Ends it and removes its room, profile and all. */
  remove(): Promise<void>;
}

/** A browser of its own with the extension in it; {@link HousedBrowser.remove} leaves nothing behind. */
export async function openBrowser(options: OpenBrowser): Promise<HousedBrowser> {
  const room = await mkdtemp(join(tmpdir(), 'countersign-browser-'));
  const profileDir = options.profileDir ?? join(room, 'profile');
  const extensionDir = join(room, 'extension');
  try {
    await cp(options.extensionDir, extensionDir, { recursive: true });
    const file = join(extensionDir, 'configuration.json');
    if (options.configuration) await writeFile(file, JSON.stringify(options.configuration));
    else await rm(file, { force: true }); // a deployment from this checkout has put its own there
    const open = options.browser === 'chromium' ? openChromium : openFirefox;
    const executable = await findBrowser(options.browser);
    if (options.browser === 'firefox' && !options.profileDir)
      await makeFirefoxProfile(executable, profileDir);
    else await mkdir(profileDir, { recursive: true });
    const { headless = true, privateWindows = false } = options;
    const browser = await open({ executable, extensionDir, profileDir, headless, privateWindows });
    return Object.assign(browser, {
      profileDir,
      async remove() {
        await browser.close({ kill: true });
        await removeRoom(room);
      },
    });
  } catch (error) {
    await removeRoom(room);
    throw error;
  }
}

/** A browser's last children may still write while the folder goes. */
function removeRoom(room: string): Promise<void> {
  return rm(room, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
