/** The configuration of the deployed stack, for the extension and for the commands that look after it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { configurationFromOutputs } from '../../cloud/stack/configuration-from-outputs.ts';
import type { Configuration } from '../../contract/configuration.ts';
import { bundleConfiguration, deployedConfiguration } from '../build.ts';

const outputsFile = v.record(v.string(), v.record(v.string(), v.string()));

/**
 * Keeps the configuration that a stack's outputs make, and puts it beside both builds.
 *
 * @param file what `cdk deploy --outputs-file` wrote
 * @throws Error when the stack has no outputs there; ValiError naming one that is missing
 */
export async function writeConfiguration(file: string, stack: string): Promise<Configuration> {
  const outputs = v.parse(outputsFile, JSON.parse(await readFile(file, 'utf8')))[stack];
  if (!outputs) throw new Error(`The deployment left no outputs of ${stack}.`);
  const configuration = configurationFromOutputs(outputs);
  await mkdir(dirname(deployedConfiguration), { recursive: true });
  await writeFile(deployedConfiguration, `${JSON.stringify(configuration, null, 2)}\n`);
  await bundleConfiguration();
  return configuration;
}
