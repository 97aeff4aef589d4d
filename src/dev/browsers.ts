/** Finds a Chromium and a Firefox on this machine, and installs what is missing. */
import { spawnSync } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Browser, Cache, detectBrowserPlatform, install, resolveBuildId } from '@puppeteer/browsers';
import type { BrowserName } from './drive/browser.ts';
import { inTime } from './drive/wait.ts';
import { localFolder } from './project.ts';

interface Kind {
  title: string;
  /** Names a person may have set the path under. */
  variable: string;
  /** Commands to look for, best first. */
  commands: string[];
  /** Where installers put it when they add no command. */
  places: string[];
  /** What its `--version` has to say; the major version is the first group. */
  version: RegExp;
  oldest: number;
  debianPackage: string;
  download: { browser: Browser; tag: string };
}

const kinds: Record<BrowserName, Kind> = {
  chromium: {
    title: 'Chromium',
    variable: 'CHROMIUM_PATH',
    // never branded Chrome: since version 137 it ignores --load-extension
    commands: ['chromium', 'chromium-browser', 'ungoogled-chromium'],
    places: ['/Applications/Chromium.app/Contents/MacOS/Chromium'],
    version: /(?:Chromium|Chrome for Testing) (\d+)/,
    oldest: 127,
    debianPackage: 'chromium',
    download: { browser: Browser.CHROME, tag: 'stable' },
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    commands: ['firefox', 'firefox-esr', 'firefox-developer-edition'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
    version: /Firefox (\d+)/,
    oldest: 140,
    debianPackage: 'firefox-esr',
    download: { browser: Browser.FIREFOX, tag: 'stable' },
  },
};

const downloads = join(localFolder, 'browsers');

const found = new Map<BrowserName, Promise<string>>();

/** The path of a browser, which is installed when there is none. Errors say in a sentence what to do by hand. */
export function findBrowser(name: BrowserName): Promise<string> {
  const find = async (kind: Kind) => (await present(kind)) ?? (await installed(kind));
  const path = found.get(name) ?? find(kinds[name]);
  found.set(name, path);
  return path;
}

/** The path of a usable browser that is there already. */
async function present(kind: Kind): Promise<string | null> {
  const named = process.env[kind.variable];
  if (named) {
    const fault = await faultOf(kind, named);
    if (fault) throw new Error(`${kind.variable} is ${named}, but ${fault}.`);
    return named;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = kind.commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  for (const path of [...candidates, ...kind.places, ...(await downloaded(kind))])
    if ((await faultOf(kind, path)) === null) return path;
  return null;
}

/** What is wrong with the browser at that path; null when nothing is. */
async function faultOf(kind: Kind, path: string): Promise<string | null> {
  try {
    await access(path, constants.X_OK);
  } catch {
    return 'there is no program';
  }
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const major = Number(kind.version.exec(stdout ?? '')?.[1]);
  if (!major) return `it is no ${kind.title}`;
  return major < kind.oldest ? `version ${major} is older than ${kind.oldest}` : null;
}

async function downloaded(kind: Kind): Promise<string[]> {
  const found = new Cache(downloads).getInstalledBrowsers();
  return found.filter((one) => one.browser === kind.download.browser).map((one) => one.executablePath);
}

async function installed(kind: Kind): Promise<string> {
  const faults: string[] = [];
  // a machine of nobody's (a build machine, a container) gets the system's package at once
  const ways = isUnattendedRoot() ? [fromDebian, fromDownload] : [fromDownload, fromDebian];
  for (const way of ways) {
    const fault = await way(kind);
    if (fault) faults.push(fault);
    else {
      const path = await present(kind);
      if (path) return path;
      faults.push(`${kind.title} was installed, but it is not found`);
    }
  }
  throw new Error(
    `${kind.title} ${kind.oldest} or newer is needed and was not found (${faults.join('; ')}). ` +
      `Install it${kind.title === 'Chromium' ? ' (Chrome itself does not do: it no longer loads extensions from a folder)' : ''}, or set ${kind.variable} to its path.`,
  );
}

/** Downloads the browser's own build into this checkout. Answers with the fault, or null when it worked. */
async function fromDownload(kind: Kind): Promise<string | null> {
  const { browser, tag } = kind.download;
  const platform = detectBrowserPlatform();
  if (!platform) return 'there is no build of it for this system';
  try {
    const buildId = await inTime(
      'asking for the newest build',
      resolveBuildId(browser, platform, tag),
      15_000,
    );
    console.log(`Downloading ${kind.title} ${buildId} …`);
    const arrived = install({ browser, buildId, cacheDir: downloads });
    await inTime('the download', arrived, 10 * 60_000);
    return null;
  } catch (error) {
    return `it could not be downloaded: ${error instanceof Error ? error.message : error}`;
  }
}

/** Installs Debian's package, after a yes where a person can give one. Answers with the fault, or null. */
async function fromDebian(kind: Kind): Promise<string | null> {
  if (spawnSync('apt-get', ['--version']).status !== 0) return 'this is no Debian';
  const root = process.getuid?.() === 0;
  const command = ['apt-get', 'install', '--yes', '--no-install-recommends', kind.debianPackage];
  if (!root) command.unshift('sudo');
  if (!isUnattendedRoot()) {
    if (!process.stdin.isTTY) return `\`${command.join(' ')}\` needs a person's yes`;
    if (!(await saysYes(`${kind.title} is missing. Run \`${command.join(' ')}\`? [y/N] `)))
      return 'its package was declined';
  }
  console.log(`Installing ${kind.debianPackage} …`);
  const [program = '', ...args] = command;
  const run = () =>
    spawnSync(program, args, { stdio: ['inherit', 'ignore', 'inherit'], timeout: 10 * 60_000 });
  if (run().status === 0) return null;
  // the lists may be missing or old
  spawnSync(root ? 'apt-get' : 'sudo', root ? ['update'] : ['apt-get', 'update'], {
    stdio: 'ignore',
    timeout: 5 * 60_000,
  });
  return run().status === 0 ? null : `\`${command.join(' ')}\` failed`;
}

function isUnattendedRoot(): boolean {
  return process.getuid?.() === 0 && !process.stdin.isTTY;
}

async function saysYes(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim());
  } finally {
    terminal.close();
  }
}
