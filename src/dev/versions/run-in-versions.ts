/** Runs a command of the project in given versions of Node and of the browsers. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { browserNames } from '../drive/browser.ts';
import { projectFolder } from '../project.ts';
import { browserKinds } from '../system/browser-kinds.ts';
import { provideBrowser } from './browser-versions.ts';
import { provideNode } from './node-versions.ts';
import { localVersions, type VersionSources } from './sources.ts';

/** Each is a version or the beginning of one. For an absent one the usual search applies. */
export interface WantedVersions {
  node?: string;
  chromium?: string;
  firefox?: string;
}

export interface Prepared {
  /** The program of Node. */
  node: string;
  /** The variables to set in addition to this process's own. */
  variables: Record<string, string>;
}

/**
 * Installs the missing ones of these versions into the checkout.
 *
 * @returns the program and variables for a process with these versions
 * @throws Error in a sentence if a version is not available
 */
export async function prepareVersions(wanted: WantedVersions, sources: VersionSources): Promise<Prepared> {
  const prepared: Prepared = { node: process.execPath, variables: {} };
  if (wanted.node !== undefined) {
    const { path } = await provideNode(wanted.node, sources);
    prepared.node = path;
    // Programs of packages search for `node` there.
    prepared.variables.PATH = [dirname(path), sources.machine.environment.PATH].join(delimiter);
  }
  for (const name of browserNames) {
    const version = wanted[name];
    if (version === undefined) continue;
    prepared.variables[browserKinds[name].variable] = (await provideBrowser(name, version, sources)).path;
  }
  return prepared;
}

/**
 * Runs a command of the project, as npm would, in these versions.
 *
 * @param args the command and its arguments: `test`, `unit`
 * @returns its exit code
 * @throws Error in a sentence if a version is not available
 */
export async function runInVersions(wanted: WantedVersions, args: readonly string[]): Promise<number> {
  const { node, variables } = await prepareVersions(wanted, localVersions);
  const child = spawn(node, [join('src', 'dev', 'run.mjs'), ...args], {
    cwd: projectFolder,
    env: { ...process.env, ...variables },
    stdio: 'inherit',
  });
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}
