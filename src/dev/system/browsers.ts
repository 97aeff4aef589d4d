/** Finds a supported Chromium and Firefox. Installs one if there is none, or only one that is too old. */
import { delimiter, join } from 'node:path';
import type { BrowserName } from '../drive/browser.ts';
import { type BrowserKind, browserKinds } from './browser-kinds.ts';
import { ensureDebianPackages, hasAptGet, installCommand, newestIsNotEnough } from './debian-packages.ts';
import { type DownloadedBrowsers, downloadedBrowsers } from './downloaded-browsers.ts';
import { type Machine, thisMachine } from './machine.ts';

export interface FoundBrowser {
  path: string;
  /** As the program prints it: `156.0.8078.114`, `153.8.0esr`. */
  version: string;
}

export interface BrowserSources {
  machine: Machine;
  downloads: DownloadedBrowsers;
}

const found = new Map<BrowserName, Promise<FoundBrowser>>();

/**
 * The path of a supported browser on this machine; see {@link locateBrowser}. The search runs once.
 *
 * @throws Error in one sentence that says what to do by hand
 */
export async function findBrowser(name: BrowserName): Promise<string> {
  return (await findOnce(name)).path;
}

/** The browser that {@link findBrowser} returns, with its version, for a person to read. */
export async function describeBrowser(name: BrowserName): Promise<string> {
  const { path, version } = await findOnce(name);
  return `${browserKinds[name].title} ${version}, ${path}`;
}

function findOnce(name: BrowserName): Promise<FoundBrowser> {
  const sources = { machine: thisMachine, downloads: downloadedBrowsers };
  const finding = found.get(name) ?? locateBrowser(name, sources);
  found.set(name, finding);
  return finding;
}

/**
 * A supported browser: the one in the environment variable, else one that is there, else one that is installed or
 * updated. A browser that is too old is reported.
 *
 * @throws Error in one sentence with the found and the required version, and the way to get it
 */
export async function locateBrowser(
  name: BrowserName,
  { machine, downloads }: BrowserSources,
): Promise<FoundBrowser> {
  const kind = browserKinds[name];
  const named = machine.environment[kind.variable];
  if (named) return namedBrowser(kind, named, machine);

  let { supported, tooOld } = await searchFor(kind, downloads.paths(name), machine);
  for (const one of tooOld) {
    machine.say(
      `${one.path} is ${kind.title} ${one.version}, which is too old: ${kind.oldest} or newer is needed.`,
    );
  }
  if (supported) return supported;

  const packages = [kind.debianPackage];
  const reason = `${need(kind, tooOld)}.`;
  const isEnough = async () => {
    ({ supported, tooOld } = await searchFor(kind, downloads.paths(name), machine));
    return supported !== null;
  };
  const install = () => ensureDebianPackages({ packages, reason, isEnough }, machine);
  const download = async () => {
    const fault = await downloads.download(name);
    return fault === null && !(await isEnough()) ? 'what was downloaded does not start' : fault;
  };
  // A download asks nothing of a person and leaves the system alone. A container or a build machine, where nobody can
  // be asked, gets the system's package, which includes the libraries that the browser needs.
  const ways = machine.isRoot && !machine.person ? [install, download] : [download, install];
  const faults: string[] = [];
  for (const bring of ways) {
    const fault = await bring();
    if (supported) return supported;
    if (fault) faults.push(fault);
  }
  const packageHelps = (await hasAptGet(machine)) && !faults.includes(newestIsNotEnough(packages));
  const byHand = packageHelps ? `run \`${installCommand(packages, machine)}\`, or ` : '';
  throw new Error(
    `${need(kind, tooOld)} (${faults.join('; ')}): ${byHand}${kind.advice} and set ${kind.variable} to its path.`,
  );
}

/** The required version and the found ones, as a clause. */
function need({ title, oldest }: BrowserKind, tooOld: readonly FoundBrowser[]): string {
  const there = tooOld.map(({ path, version }) => `${path} is version ${version}`);
  return `${title} ${oldest} or newer is needed, but ${there.join(' and ') || 'none was found'}`;
}

/** The browser that a person has chosen. @throws Error in one sentence if it cannot be used */
async function namedBrowser(kind: BrowserKind, path: string, machine: Machine): Promise<FoundBrowser> {
  const { title, variable, oldest } = kind;
  const version = await versionOf(kind, path, machine);
  if (version && isSupported(kind, version)) return { path, version };
  const fault = version
    ? `which is ${title} ${version}`
    : (await machine.executable(path))
      ? `which is no ${title} that starts`
      : 'where there is no program';
  throw new Error(`${variable} is ${path}, ${fault}: set it to ${title} ${oldest} or newer, or unset it.`);
}

/** The first supported browser among the known commands and paths, and those before it that are too old. */
async function searchFor(
  kind: BrowserKind,
  downloaded: readonly string[],
  machine: Machine,
): Promise<{ supported: FoundBrowser | null; tooOld: FoundBrowser[] }> {
  const folders = (machine.environment.PATH ?? '').split(delimiter).filter(Boolean);
  const commands = kind.commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  const tooOld: FoundBrowser[] = [];
  const seen = new Set<string>();
  for (const path of [...commands, ...kind.places, ...downloaded]) {
    const program = await machine.executable(path);
    if (!program || seen.has(program)) continue;
    seen.add(program);
    const version = await versionOf(kind, path, machine);
    if (!version) continue;
    if (isSupported(kind, version)) return { supported: { path, version }, tooOld };
    tooOld.push({ path, version });
  }
  return { supported: null, tooOld };
}

/** The version that the program prints; null if there is none, or if it is another program. */
async function versionOf(kind: BrowserKind, path: string, machine: Machine): Promise<string | null> {
  const { stdout } = await machine.run(path, ['--version'], { within: 20_000 });
  return kind.version.exec(stdout)?.[1] ?? null;
}

const isSupported = ({ oldest }: BrowserKind, version: string): boolean =>
  Number.parseInt(version, 10) >= oldest;
