/** The configuration of the deployed stack, for the extension and for other commands. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration } from '../../contract/configuration.ts';
import { builtFor, bundleConfiguration, deployedConfiguration } from '../build/extension.ts';
import { readDeployed } from '../deployed/read.ts';
import { browserNames } from '../drive/browser.ts';

/** Stores the configuration, and copies it into both builds. */
export async function keepConfiguration(configuration: Configuration): Promise<void> {
  await mkdir(dirname(deployedConfiguration), { recursive: true });
  await writeFile(deployedConfiguration, `${JSON.stringify(configuration, null, 2)}\n`);
  await bundleConfiguration();
}

/** Removes the configuration if it is that of this user pool: nothing answers at its addresses any more. */
export async function forgetConfiguration(userPoolId: string): Promise<void> {
  if (!existsSync(deployedConfiguration)) return;
  if ((await readDeployed()).configuration.userPoolId !== userPoolId) return;
  await rm(deployedConfiguration);
  for (const browser of browserNames)
    await rm(join(builtFor(browser), 'configuration.json'), { force: true });
}
