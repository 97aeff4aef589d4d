import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startLocalCloud } from '../../src/cloud/local/cloud.ts';
import type { Change } from '../../src/core/tasks/change.ts';
import { confirmedUser, controlOf, signIn, startCore } from './world/world.ts';

const ids = { taskId: crypto.randomUUID(), changeId: crypto.randomUUID() };
const today = new Date().toISOString().slice(0, 10);
const words = { name: 'Sort them', project: 'Papers', due: '', description: '', createdOn: today };
const creation: Change = { kind: 'create', ...ids, body: { ...ids, ...words } };

it('runs without a screen: the example prints the dashboard as a guest', async () => {
  const cloud = await startLocalCloud({ dir: null });
  const folder = await mkdtemp(join(tmpdir(), 'countersign-example-'));
  try {
    const core = await startCore(cloud);
    await signIn(core, await confirmedUser(core, controlOf(cloud)));
    await core.profile.change({ termsAccepted: true });
    await core.tasks.send(creation, 1);
    const file = join(folder, 'configuration.json');
    await writeFile(file, JSON.stringify(cloud.configuration));
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      'docs/examples/guest.ts',
      file,
    ]);
    expect(stdout).toMatch(/^\d{4}-\d{2} {2}Papers: 1 added, 0 completed$/m);
  } finally {
    await cloud.stop();
    await rm(folder, { recursive: true });
  }
});
