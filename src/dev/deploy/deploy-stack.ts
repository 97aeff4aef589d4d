/** Deploys the synthesised stack, and converts its outputs to a configuration. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { configurationFromOutputs } from '../../cloud/stack/configuration-from-outputs.ts';
import type { Configuration } from '../../contract/configuration.ts';
import { runCdk } from './cdk.ts';

/** Outputs by stack, then by name. */
const outputsFile = v.record(v.string(), v.record(v.string(), v.string()));

/**
 * @param assembly the synthesised folder
 * @param stack its name on AWS
 * @param env added to this process's own
 * @returns null if the deployment failed; the CDK has printed the reason
 * @throws ValiError with the missing output
 */
export async function deployStack(options: {
  assembly: string;
  stack: string;
  region: string;
  env?: NodeJS.ProcessEnv;
}): Promise<Configuration | null> {
  const { assembly, stack, region, env } = options;
  const temporary = await mkdtemp(join(tmpdir(), 'countersign-deploy-'));
  try {
    const file = join(temporary, 'outputs.json');
    const args = ['--app', assembly, '--all', '--require-approval', 'never', '--outputs-file', file];
    if (!(await runCdk(['deploy', ...args], region, env))) return null;
    const outputs = v.parse(outputsFile, JSON.parse(await readFile(file, 'utf8')));
    return configurationFromOutputs(outputs[stack] ?? {});
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
