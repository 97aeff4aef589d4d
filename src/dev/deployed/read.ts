/** A cloud that is there, on AWS or on this machine: its configuration, and how its operator signs. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { checkConfiguration } from '../../core/configuration/read.ts';
import { deployedConfiguration } from '../build/extension.ts';

export interface Deployed {
  configuration: Configuration;
  /** Absent where the AWS SDK finds the credentials: in the environment, a profile, a role. */
  operator?: { accessKeyId: string; secretAccessKey: string };
}

/** What the local cloud prints beside its configuration. */
const local = v.object({ local: v.object({ token: v.string() }) });

/**
 * @param file a configuration, as a deployment keeps it or as `npm run cloud` prints it; default: the last deployment's
 * @throws Error in one sentence when there is none
 */
export async function readDeployed(file: string = deployedConfiguration): Promise<Deployed> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(
      file === deployedConfiguration
        ? 'Nothing has been deployed from here: run `npm run deploy`, or name a configuration with --configuration FILE.'
        : `There is no configuration in ${file}.`,
      { cause: error },
    );
  });
  return parseDeployed(JSON.parse(text));
}

/** @param json a configuration, which may come with what the local cloud adds to it */
export function parseDeployed(json: unknown): Deployed {
  const configuration = checkConfiguration(json);
  const printed = v.safeParse(local, json);
  return printed.success
    ? { configuration, operator: localOperator(printed.output.local.token) }
    : { configuration };
}

/** Who may administer the local cloud: nobody without the installation's token. */
export const localOperator = (token: string) => ({ accessKeyId: 'LOCALOPERATOR', secretAccessKey: token });
