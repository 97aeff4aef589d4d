import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAbandonedFolders } from '../../bench/temporary-folders.ts';

it('removes the folders of runs that are over, and nobody else’s', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  try {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const kept = [`countersign-bench-${process.pid}-abc`, 'countersign-bench', 'other'];
    for (const name of [...kept, `countersign-bench-${pid}-abc`])
      await mkdir(join(folder, name, 'profile'), { recursive: true });
    await removeAbandonedFolders(folder);
    expect((await readdir(folder)).sort()).toEqual([...kept].sort());
  } finally {
    await rm(folder, { recursive: true });
  }
});
