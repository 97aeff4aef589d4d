import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startLocalCloud } from '../../../src/cloud/local/cloud.ts';

it('runs without a screen: the example prints the dashboard as a guest', async () => {
  const cloud = await startLocalCloud({ dir: null, seed: true });
  const folder = await mkdtemp(join(tmpdir(), 'countersign-example-'));
  try {
    const file = join(folder, 'configuration.json');
    await writeFile(file, JSON.stringify(cloud.configuration));
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      'docs/examples/guest.ts',
      file,
    ]);
    expect(stdout).toMatch(/^\d{4}-\d{2} {2}.+: \d+ added, \d+ completed$/m);
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true });
  }
});
