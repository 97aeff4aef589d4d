/** `npm run seed [-- --remove]`: puts the sample data into the local cloud, once however often it is run, or removes it. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalCloud } from '../cloud/local/cloud.ts';
import { findRunning, type RunningCloud } from '../cloud/local/running.ts';
import { localFolder } from './project.ts';

const { values } = parseArgs({ options: { remove: { type: 'boolean', default: false } } });

const dir = join(localFolder, 'cloud');
await mkdir(dir, { recursive: true });
const running = await findRunning(dir);
if (running) await seed(running);
else {
  const cloud = await startLocalCloud({ dir });
  try {
    await seed(cloud);
  } finally {
    await cloud.stop();
  }
}

async function seed({ url, token }: RunningCloud): Promise<void> {
  const response = await fetch(`${url}/_local/seed`, {
    method: 'POST',
    headers: { 'x-local-token': token },
    body: JSON.stringify({ remove: values.remove }),
  });
  if (!response.ok) throw new Error(`The local cloud answers ${response.status}`);
  console.log(values.remove ? 'The sample data is removed.' : 'The sample data is there.');
}
