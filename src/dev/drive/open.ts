import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../browsers.ts';
import type { Browser, BrowserName } from './browser.ts';
import { openChromium } from './chromium.ts';
import { openFirefox } from './firefox.ts';

export interface OpenBrowser {
  browser: BrowserName;
  /** The built extension, `dist/chrome` or `dist/firefox`; a copy of it is loaded. */
  extensionDir: string;
  /** Written beside the manifest as the bundled configuration; without one the extension is not set up. */
  configuration?: unknown;
  /** Kept at the end; without one, a profile of its own is made and removed. */
  profileDir?: string;
  headless?: boolean;
}

/** A browser of its own with the extension in it; {@link Browser.close} leaves nothing behind. */
export async function openBrowser(options: OpenBrowser): Promise<Browser & { profileDir: string }> {
  const room = await mkdtemp(join(tmpdir(), 'countersign-browser-'));
  const profileDir = options.profileDir ?? join(room, 'profile');
  const extensionDir = join(room, 'extension');
  try {
    await mkdir(profileDir, { recursive: true });
    await cp(options.extensionDir, extensionDir, { recursive: true });
    if (options.configuration)
      await writeFile(join(extensionDir, 'configuration.json'), JSON.stringify(options.configuration));
    const open = options.browser === 'chromium' ? openChromium : openFirefox;
    const executable = await findBrowser(options.browser);
    const browser = await open({ executable, extensionDir, profileDir, headless: options.headless ?? true });
    return withCleanUp(browser, room, profileDir);
  } catch (error) {
    await removeRoom(room);
    throw error;
  }
}

function withCleanUp(browser: Browser, room: string, profileDir: string): Browser & { profileDir: string } {
  const close = browser.close.bind(browser);
  return Object.assign(browser, {
    profileDir,
    async close(how?: { kill?: boolean; keepProfile?: boolean }) {
      try {
        await close(how);
      } finally {
        if (!how?.keepProfile) await removeRoom(room);
      }
    },
  });
}

/** A browser's last children may still write while the folder goes. */
function removeRoom(room: string): Promise<void> {
  return rm(room, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
