/** The configuration of the deployed stack, for the extension and for the commands that look after it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Configuration } from '../../contract/configuration.ts';
import { builtFor, bundleConfiguration, deployedConfiguration } from '../build.ts';
import { browserNames } from '../drive/browser.ts';

/** Keeps it, and puts it beside both builds. */
export async function keepConfiguration(configuration: Configuration): Promise<void> {
  await mkdir(dirname(deployedConfiguration), { recursive: true });
  await writeFile(deployedConfiguration, `${JSON.stringify(configuration, null, 2)}\n`);
  await bundleConfiguration();
}

/** Takes it away again: nothing answers at its addresses any more. */
export async function forgetConfiguration(): Promise<void> {
  await rm(deployedConfiguration, { force: true });
  for (const browser of browserNames)
    await rm(join(builtFor(browser), 'configuration.json'), { force: true });
}
