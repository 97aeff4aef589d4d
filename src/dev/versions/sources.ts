/** The sources of other versions, and the folder that they are unpacked in. */
import { join } from 'node:path';
import { localFolder } from '../project.ts';
import { type Machine, thisMachine } from '../system/machine.ts';

export interface VersionSources {
  machine: Machine;
  /** The folder with a folder for each version. */
  folder: string;
}

export const localVersions: VersionSources = {
  machine: thisMachine,
  folder: join(localFolder, 'versions'),
};

/** Longest time to download a package, in ms. */
const arrivalPatience = 10 * 60_000;

/**
 * Runs a program that must succeed.
 *
 * @returns its standard output
 * @throws Error with its output
 */
export async function succeed(
  machine: Machine,
  [program, ...args]: readonly [string, ...string[]],
  folder?: string,
): Promise<string> {
  const { succeeded, stdout, output } = await machine.run(program, args, { within: arrivalPatience, folder });
  if (!succeeded) throw new Error(`\`${[program, ...args].join(' ')}\` failed: ${output.trim()}`);
  return stdout;
}
