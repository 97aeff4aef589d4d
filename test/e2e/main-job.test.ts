import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Target, targets } from '../../src/dev/build/manifest.ts';
import { makePackages } from '../../src/dev/commands/package.ts';
import { browserNames } from '../../src/dev/drive/browser.ts';
import { startWorld } from '../../src/dev/drive/world.ts';
import { projectFolder } from '../../src/dev/project.ts';
import { steps } from '../../src/dev/tour/steps.ts';
import { Traveller } from '../../src/dev/tour/traveller.ts';
import { textsIn } from '../unit/dev/build/built-copy.ts';

/** The store's packages, unzipped: what people install is what is tested. */
let temporary: string;
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'countersign-packages-'));
  for (const path of await makePackages()) {
    const target = /countersign-(chrome|firefox)-/.exec(path)?.[1];
    if (!target) continue;
    for (const [name, bytes] of Object.entries(unzipSync(await readFile(path)))) {
      const file = join(temporary, target, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
  }
});
afterAll(() => rm(temporary, { recursive: true, force: true }));

/** Another build: without our command, and begun by somebody who develops. */
async function builtByVite(target: Target): Promise<Map<string, string>> {
  const outDir = join(temporary, `again-${target}`);
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], {
    cwd: projectFolder,
    env: { ...process.env, TARGET: target, NODE_ENV: 'development' },
  });
  return textsIn(outDir);
}

describe.each(targets)('the package for %s', (target) => {
  it('SE15: carries our licence, and the notices of the libraries in it', async () => {
    const text = (name: string) => readFile(join(temporary, target, name), 'utf8');
    expect(await text('LICENSE')).toBe(await readFile(join(projectFolder, 'LICENSE'), 'utf8'));
    const notices = await text('THIRD-PARTY-NOTICES.txt');
    for (const library of ['amazon-cognito-identity-js', 'preact', 'valibot', '@smithy/signature-v4'])
      expect(notices).toMatch(new RegExp(`^${library} \\d`, 'm'));
  });
});

describe('the main job', () => {
  it.each(browserNames)('holds from start to end with the packaged extension in %s', async (browser) => {
    const extensionDir = join(temporary, browser === 'chromium' ? 'chrome' : 'firefox');
    const world = await startWorld({ browser, seed: true, extensionDir });
    const withoutAlbum = { folder: '', count: () => 0, take: async () => {} };
    const traveller = new Traveller(world, withoutAlbum);
    try {
      for (const { says, run } of steps) {
        await run(traveller).catch((error: unknown) => {
          throw new Error(`${says}: ${error}`, { cause: error });
        });
      }
    } finally {
      await world.end();
    }
  });

  it('is packaged without the key of the fixed id and without a configuration', async () => {
    const manifest = JSON.parse(await readFile(join(temporary, 'chrome', 'manifest.json'), 'utf8'));
    expect(manifest).not.toHaveProperty('key');
    await expect(readFile(join(temporary, 'chrome', 'configuration.json'))).rejects.toThrow('ENOENT');
  });

  it.each(targets)('is packaged for %s with what Vite alone makes of the same sources', async (target) => {
    const again = await builtByVite(target);
    const differing = [];
    for (const [name, content] of again) {
      if (name === 'manifest.json') continue; // without the key of the fixed id
      const packed = await readFile(join(temporary, target, name), 'utf8');
      if (packed !== content) differing.push(name);
    }
    expect(again.size).toBeGreaterThan(10);
    expect(differing).toEqual([]); // names only: a difference in full would be unreadable
  });
});
