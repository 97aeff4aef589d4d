/**
 * `npm run smoke [-- --configuration FILE]`: runs the main job once with a new user, on the last deployment or on the
 * cloud of a configuration. It needs an operator's AWS credentials; for the local cloud, the line that it printed.
 */
import { readCommandLine } from '../command-line/read.mjs';
import { readDeployed } from '../deployed/read.ts';
import { runSmokeTest } from '../smoke/smoke-test.ts';

async function main(): Promise<void> {
  try {
    const { configuration } = readCommandLine('smoke').options;
    process.exitCode = (await runSmokeTest(await readDeployed(configuration))) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

await main();
