/**
 * `npm run smoke [-- --configuration FILE]`: the whole job once, with a user of its own, on what was last deployed or on the
 * cloud of a configuration. Needs an operator's AWS credentials; for the local cloud, the line that it printed.
 */
import { parseArgs } from 'node:util';
import { readDeployed } from './deployed/read.ts';
import { runSmokeTest } from './smoke/smoke-test.ts';

try {
  const { values } = parseArgs({ options: { configuration: { type: 'string' } } });
  process.exitCode = (await runSmokeTest(await readDeployed(values.configuration))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
