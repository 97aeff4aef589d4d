/** Installs versions of Node, from npm. */
import { join } from 'node:path';
import { filledOnce } from './filled-once.ts';
import { byAge, newestMatch } from './match.ts';
import { succeed, type VersionSources } from './sources.ts';

export interface ProvidedNode {
  version: string;
  /** The program. */
  path: string;
}

/** The operating system and processor of the program, in the names of `process`. */
export interface Platform {
  platform: string;
  arch: string;
}

/**
 * Node in that version. It is installed if necessary.
 *
 * @param wanted a version, or the beginning of one: `22`
 * @throws Error in a sentence if there is none
 */
export async function provideNode(
  wanted: string,
  { machine, folder }: VersionSources,
  platform: Platform = process,
): Promise<ProvidedNode> {
  const name = packageFor(platform);
  const published: unknown = JSON.parse(await succeed(machine, ['npm', 'view', name, 'versions', '--json']));
  // npm answers with a text if there is a single version.
  const versions = [published].flat().filter((one) => typeof one === 'string' && /^\d+\.\d+\.\d+$/.test(one));
  const version = newestMatch('Node', wanted, versions.map(String).sort(byAge));
  const installed = await filledOnce(join(folder, `node-${version}`), async (prefix) => {
    machine.say(`Installing Node ${version} …`);
    const quiet = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
    await succeed(machine, ['npm', 'install', '--prefix', prefix, ...quiet, `${name}@${version}`]);
  });
  const program = platform.platform === 'win32' ? 'node.exe' : 'node';
  return { version, path: join(installed, 'node_modules', name, 'bin', program) };
}

/**
 * The package with the program for this system. npm's package `node` would get the same one by a script at its
 * installation, but npm runs no scripts of packages unless it is told to.
 */
export function packageFor({ platform, arch }: Platform): string {
  const system = platform === 'win32' ? 'win' : platform;
  return `${system === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'}-${system}-${arch}`;
}
