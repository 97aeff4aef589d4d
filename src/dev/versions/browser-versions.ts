/** Unpacks versions of Debian's browsers beside the installed one. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserName } from '../drive/browser.ts';
import { browserKinds } from '../system/browser-kinds.ts';
import { hasAptGet } from '../system/debian-packages.ts';
import { filledOnce } from './filled-once.ts';
import { newestMatch } from './match.ts';
import { succeed, type VersionSources } from './sources.ts';

export interface ProvidedBrowser {
  /** Debian's version: `150.0.7871.100-1~deb12u1`. */
  version: string;
  /** The program. */
  path: string;
}

interface Unpacked {
  /** The browser's packages, all of one version; the first one names the versions. */
  packages: readonly [string, ...string[]];
  /** Path of the program in them. */
  program: string;
}

const unpackedBrowsers: Record<BrowserName, Unpacked> = {
  chromium: { packages: ['chromium', 'chromium-common'], program: 'usr/lib/chromium/chromium' },
  firefox: { packages: ['firefox-esr'], program: 'usr/lib/firefox-esr/firefox-esr' },
};

/**
 * The browser in that version. It is downloaded from Debian's archive if necessary. It uses the system's libraries.
 *
 * @param wanted a version of Debian's, or the beginning of one: `150`
 * @throws Error in a sentence if there is none, or if it is too old
 */
export async function provideBrowser(
  name: BrowserName,
  wanted: string,
  { machine, folder }: VersionSources,
): Promise<ProvidedBrowser> {
  const { title, oldest, variable } = browserKinds[name];
  const { packages, program } = unpackedBrowsers[name];
  if (!(await hasAptGet(machine)))
    throw new Error(
      `Other versions of ${title} come from Debian's archive, but this system has no apt-get: set ${variable} to the path of one.`,
    );
  const lines = (await succeed(machine, ['apt-cache', 'madison', packages[0]])).split('\n');
  const rows = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  const versions = rows.flatMap(([, version, source]) =>
    source?.endsWith(' Packages') ? [version ?? ''] : [],
  );
  const version = newestMatch(title, wanted, versions);
  if (Number.parseInt(version, 10) < oldest)
    throw new Error(`${title} ${version} is too old: ${oldest} is the oldest supported version.`);

  const unpacked = await filledOnce(join(folder, `${name}-${version}`), async (target) => {
    machine.say(`Downloading ${title} ${version} …`);
    const pinned = packages.map((one) => `${one}=${version}`);
    await succeed(machine, ['apt-get', 'download', '--quiet', ...pinned], target);
    for (const archive of await readdir(target)) {
      await succeed(machine, ['dpkg', '-x', archive, '.'], target);
      await rm(join(target, archive));
    }
  });
  return { version, path: join(unpacked, program) };
}
