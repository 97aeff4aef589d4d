/**
 * `npm run seed [-- --remove]`: adds the sample data to the local cloud, or removes it. A repeated run adds nothing.
 *
 * `npm run seed -- --users N [--password PASSWORD] [--configuration FILE] [--remove]`: makes N confirmed test users, or
 * removes all of them. It works on the local cloud, or with an operator's AWS credentials on the cloud of a
 * configuration.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalCloud } from '../../cloud/local/cloud.ts';
import { writePrivately } from '../../cloud/local/private-folder.ts';
import { findRunning, type RunningCloud } from '../../cloud/local/running.ts';
import { readCommandLine } from '../command-line/read.mjs';
import { type Deployed, parseDeployed, readDeployed } from '../deployed/read.ts';
import { makeTestUsers, removeTestUsers } from '../deployed/test-users.ts';
import { localFolder } from '../project.ts';

async function main(): Promise<void> {
  try {
    const { users, configuration, ...options } = readArguments();
    if (users === null) await withLocalCloud((cloud) => seedSampleData(cloud, options.remove));
    else if (configuration) await seedUsers(await readDeployed(configuration), users, options);
    else await withLocalCloud(async (cloud) => seedUsers(await deployedHere(cloud), users, options));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @throws Error in one sentence */
function readArguments() {
  const { options } = readCommandLine('seed');
  const users = options.users === undefined ? null : Number(options.users);
  if (users !== null && !(Number.isInteger(users) && users >= 1 && users <= 999))
    throw new Error(`"${options.users}" is no number of test users: 1 to 999.`);
  if (users === null && (options.configuration ?? options.password))
    throw new Error('--configuration and --password are for test users: add --users N.');
  return { ...options, users };
}

/** Runs with the local cloud. It starts one if none is running. */
async function withLocalCloud(run: (cloud: RunningCloud) => Promise<void>): Promise<void> {
  writePrivately();
  const dir = join(localFolder, 'cloud');
  await mkdir(dir, { recursive: true });
  const running = await findRunning(dir);
  if (running) return run(running);
  const cloud = await startLocalCloud({ dir });
  try {
    await run(cloud);
  } finally {
    await cloud.stop();
  }
}

async function seedSampleData({ url, token }: RunningCloud, remove: boolean): Promise<void> {
  const response = await fetch(`${url}/_local/seed`, {
    method: 'POST',
    headers: { 'x-local-token': token },
    body: JSON.stringify({ remove }),
  });
  if (!response.ok) throw new Error(`The local cloud answers ${response.status}`);
  console.log(remove ? 'The sample data is removed.' : 'The sample data is there.');
}

async function deployedHere({ url, token }: RunningCloud): Promise<Deployed> {
  const response = await fetch(`${url}/_local/config`, { headers: { 'x-local-token': token } });
  if (!response.ok) throw new Error(`The local cloud answers ${response.status}`);
  return parseDeployed(await response.json());
}

async function seedUsers(
  deployed: Deployed,
  count: number,
  options: { remove: boolean; password?: string | undefined },
): Promise<void> {
  if (options.remove) {
    console.log(`Test users removed: ${await removeTestUsers(deployed)}.`);
    return;
  }
  const { made, kept, password } = await makeTestUsers(deployed, { count, password: options.password });
  console.log(`Test users made: ${made}, there before: ${kept}.`);
  if (password !== null && options.password === undefined)
    console.log(`Their password, shown this once: ${password}`);
}

await main();
