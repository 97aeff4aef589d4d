/** A browser for a person: with a window, a permanent profile, and the extension's button in its toolbar. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromeExtensionId } from '../../contract/extension-id.ts';
import type { BrowserName, OpenOptions } from '../drive/browser.ts';
import { startFirefox } from '../drive/firefox/start.ts';
import { endRemoteControl } from '../drive/firefox/window.ts';
import { type BrowserProcess, startProcess } from '../drive/process.ts';
import { inTime } from '../drive/wait.ts';

interface VisibleBrowser {
  /** Settles when the browser has ended, for any reason. */
  closed: Promise<void>;
  /** Asks the browser to end, so that it saves its profile, and waits for that. */
  close(): Promise<void>;
}

/** @param page opened in the first tab */
export async function openVisibleBrowser(
  name: BrowserName,
  options: Omit<OpenOptions, 'headless'>,
  page: string,
): Promise<VisibleBrowser> {
  const started = name === 'chromium' ? await openChromium(options, page) : await openFirefox(options, page);
  return {
    closed: started.exited,
    async close() {
      started.quit();
      try {
        await inTime('The end of the browser', started.exited);
      } finally {
        started.kill();
      }
    },
  };
}

async function openChromium(options: Omit<OpenOptions, 'headless'>, page: string): Promise<BrowserProcess> {
  await pinAtFirst(options.profileDir);
  return startProcess(options.executable, [
    `--user-data-dir=${options.profileDir}`,
    `--load-extension=${options.extensionDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-search-engine-choice-screen',
    '--password-store=basic', // no question about the desktop's key ring
    '--hide-crash-restore-bubble', // Ctrl-C is not a crash
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    page,
  ]);
}

/** Pins the button in a new profile. Chromium otherwise hides a new extension's button behind the puzzle piece. */
async function pinAtFirst(profileDir: string): Promise<void> {
  const preferences = join(profileDir, 'Default', 'Preferences');
  if (existsSync(preferences)) return;
  await mkdir(join(profileDir, 'Default'), { recursive: true });
  await writeFile(preferences, JSON.stringify({ extensions: { pinned_extensions: [chromeExtensionId] } }));
}

/**
 * Firefox accepts an unsigned extension by remote control only. Remote control ends before the person begins: it would
 * stripe the address bar, and every program of this machine could use it.
 */
async function openFirefox(options: Omit<OpenOptions, 'headless'>, page: string): Promise<BrowserProcess> {
  const firefox = await startFirefox({ ...options, headless: false, forPerson: true }, page);
  await endRemoteControl(firefox.bidi);
  return firefox.process;
}
