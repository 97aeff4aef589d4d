import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../system/browsers.ts';
import type { Browser, BrowserName } from './browser.ts';
import { openChromium } from './chromium/browser.ts';
import { openFirefox } from './firefox/browser.ts';
import { makeFirefoxProfile } from './firefox/profile.ts';

/** The files to install. */
export interface ExtensionContent {
  /** The built extension, `dist/chrome` or `dist/firefox`; a copy of it is loaded. */
  extensionDir: string;
  /** Written beside the manifest as the bundled configuration. Without it the extension is not set up. */
  configuration?: unknown;
}

export interface OpenBrowser extends ExtensionContent {
  browser: BrowserName;
  headless?: boolean;
  privateWindows?: boolean;
}

/** A browser with a temporary folder of its own. */
export interface TemporaryBrowser extends Browser {
  profileDir: string;
  /** Installs this extension after {@link Browser.clear}. */
  reinstall(content: ExtensionContent): Promise<void>;
  /** Whether it has been ended or restarted. Its profile has traces of that, so clearing does not make it new. */
  hasEnded(): boolean;
  /** Ends it and removes its folder, profile included. */
  remove(): Promise<void>;
}

/** Opens a browser with the extension in a temporary folder; {@link TemporaryBrowser.remove} deletes the folder. */
export async function openBrowser(options: OpenBrowser): Promise<TemporaryBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-browser-'));
  const profileDir = join(folder, 'profile');
  const extensionDir = join(folder, 'extension');
  try {
    await placeExtension(options, extensionDir);
    const open = options.browser === 'chromium' ? openChromium : openFirefox;
    const executable = await findBrowser(options.browser);
    if (options.browser === 'firefox') await makeFirefoxProfile(executable, profileDir);
    else await mkdir(profileDir, { recursive: true });
    const { headless = true, privateWindows = false } = options;
    const browser = await open({ executable, extensionDir, profileDir, headless, privateWindows });
    const { install, restart, close } = browser;
    let ended = false;
    return Object.assign(browser, {
      profileDir,
      async reinstall(content: ExtensionContent) {
        await rm(extensionDir, { recursive: true });
        await placeExtension(content, extensionDir);
        await install();
      },
      restart(how?: { kill?: boolean }) {
        ended = true;
        return restart(how);
      },
      close(how?: { kill?: boolean }) {
        ended = true;
        return close(how);
      },
      hasEnded: () => ended,
      async remove() {
        await close({ kill: true });
        await removeFolder(folder);
      },
    });
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}

/** Makes the folder that the browser loads the extension from. */
async function placeExtension({ extensionDir, configuration }: ExtensionContent, folder: string) {
  await cp(extensionDir, folder, { recursive: true });
  const file = join(folder, 'configuration.json');
  if (configuration) await writeFile(file, JSON.stringify(configuration));
  else await rm(file, { force: true }); // a deployment from this checkout may have written its own
}

/** Removes the folder. A browser's last children may still write meanwhile, so this is retried. */
function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}
