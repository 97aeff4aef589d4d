/** Downloads the browsers' own builds into this checkout. Nothing of the system is touched. */
import { join } from 'node:path';
import { Browser, Cache, detectBrowserPlatform, install, resolveBuildId } from '@puppeteer/browsers';
import type { BrowserName } from '../drive/browser.ts';
import { inTime } from '../drive/wait.ts';
import { localFolder } from '../project.ts';

export interface DownloadedBrowsers {
  /** The programs that were downloaded before. */
  paths(name: BrowserName): string[];
  /** Downloads the newest stable build. @returns the obstacle, as a clause; null if it is there */
  download(name: BrowserName): Promise<string | null>;
}

/** Longest wait for the server to name the newest build, in ms. */
const answerPatience = 15_000;
/** Longest time of the download, in ms. */
const downloadPatience = 10 * 60_000;

const folder = join(localFolder, 'browsers');
/** Chrome for Testing, unlike Chrome, loads extensions from a folder. */
const browsers: Record<BrowserName, Browser> = { chromium: Browser.CHROME, firefox: Browser.FIREFOX };

export const downloadedBrowsers: DownloadedBrowsers = {
  paths: (name) =>
    new Cache(folder)
      .getInstalledBrowsers()
      .filter(({ browser }) => browser === browsers[name])
      .map(({ executablePath }) => executablePath),

  async download(name) {
    const platform = detectBrowserPlatform();
    if (!platform) return 'there is no build to download for this system';
    const browser = browsers[name];
    try {
      const newest = resolveBuildId(browser, platform, 'stable');
      const buildId = await inTime('asking for the newest build', newest, answerPatience);
      console.log(`Downloading ${name} ${buildId} …`);
      await inTime('the download', install({ browser, buildId, cacheDir: folder }), downloadPatience);
      return null;
    } catch (error) {
      return `it could not be downloaded: ${error instanceof Error ? error.message : error}`;
    }
  },
};
