/** The set-up's knowledge of each browser. */

import { oldestVersion } from '../build/manifest.ts';
import type { BrowserName } from '../drive/browser.ts';

export interface BrowserKind {
  name: BrowserName;
  title: string;
  /** The environment variable that names its program. */
  variable: string;
  /** Commands to search for, best first. */
  commands: readonly string[];
  /** Paths of installers that add no command. */
  places: readonly string[];
  /** Pattern of its answer to `--version`; the version is the first group. */
  version: RegExp;
  /** The oldest supported major version. */
  oldest: number;
  debianPackage: string;
  /** The advice if no package has it, as a clause. */
  advice: string;
}

export const browserKinds: Record<BrowserName, BrowserKind> = {
  chromium: {
    name: 'chromium',
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    // Never branded Chrome: since version 137 it ignores --load-extension.
    commands: ['chromium', 'chromium-browser', 'ungoogled-chromium'],
    places: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
    version: /(?:Chromium|Chrome for Testing) (\d+[\w.]*)/,
    oldest: oldestVersion.chrome,
    debianPackage: 'chromium',
    advice:
      'get it from https://www.chromium.org/getting-involved/download-chromium/ ' +
      '(not Chrome, which no longer loads extensions from a folder)',
  },
  firefox: {
    name: 'firefox',
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox', 'firefox-esr', 'firefox-developer-edition'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    version: /Firefox (\d+[\w.]*)/,
    oldest: oldestVersion.firefox,
    debianPackage: 'firefox-esr',
    advice: 'get it from https://www.firefox.com/',
  },
};
