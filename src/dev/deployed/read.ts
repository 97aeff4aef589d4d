/** A running cloud, on AWS or on this machine: its configuration, and its operator's credentials. */
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Configuration } from '../../contract/configuration.ts';
import { checkConfiguration } from '../../core/check-configuration.ts';
import { deployedConfiguration } from '../build/extension.ts';

export interface Deployed {
  configuration: Configuration;
  /** Absent if the AWS SDK finds the credentials itself: in the environment, a profile, a role. */
  operator?: { accessKeyId: string; secretAccessKey: string };
}

/** The local cloud's addition to its configuration. */
const local = v.object({ local: v.object({ token: v.string() }) });

/**
 * @param file a configuration, as stored by a deployment or printed by `npm run cloud`; default: the last deployment's
 * @throws Error in one sentence if there is none
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

/** @param json a configuration, with or without the local cloud's addition */
export function parseDeployed(json: unknown): Deployed {
  const configuration = checkConfiguration(json);
  const printed = v.safeParse(local, json);
  return printed.success
    ? { configuration, operator: localOperator(printed.output.local.token) }
    : { configuration };
}

/** The local cloud's operator. The installation's token is the secret. */
export const localOperator = (token: string) => ({ accessKeyId: 'LOCALOPERATOR', secretAccessKey: token });
