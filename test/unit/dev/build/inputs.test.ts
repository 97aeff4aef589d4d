import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOfInputs, inputs, notRead } from '../../../../src/dev/build/inputs.ts';
import { bundled } from '../../../../src/dev/bundled.mjs';
import { projectFolder } from '../../../../src/dev/project.ts';

const isIn = (path: string) => (folder: string) => path === folder || path.startsWith(`${folder}/`);

describe('what a build depends on', () => {
  let root: string;
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'countersign-'));
    for (const path of inputs) await write(/\.\w+$/.test(path) ? path : `${path}/file.ts`, 'before');
  });
  afterEach(() => rm(root, { recursive: true }));

  it.each([...inputs])('is another one when %s changes', async (path) => {
    const before = await hashOfInputs(root);
    await write(/\.\w+$/.test(path) ? path : `${path}/file.ts`, 'after');
    expect(await hashOfInputs(root)).not.toBe(before);
  });

  it('is another one when a file is renamed, added or removed', async () => {
    const hashes = [await hashOfInputs(root)];
    for (const change of [
      () => write('src/ui/one.ts', 'text'),
      async () => {
        await rm(join(root, 'src/ui/one.ts'));
        await write('src/ui/two.ts', 'text');
      },
      () => rm(join(root, 'src/file.ts')),
    ]) {
      await change();
      hashes.push(await hashOfInputs(root));
    }
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('BM5: is the same when the cloud or a command changes', async () => {
    const before = await hashOfInputs(root);
    for (const path of [
      'src/cloud/local/main.ts',
      'src/dev/commands/start.ts',
      'src/dev/drive/world.ts',
      'README.md',
    ])
      await write(path, 'after');
    expect(await hashOfInputs(root)).toBe(before);
  });

  it('holds every file that the build itself is made of', async () => {
    const [first = ''] = (
      await readFile(await bundled(projectFolder, 'src/dev/build/run-vite.ts'), 'utf8')
    ).split('\n', 1);
    const made = Object.keys(JSON.parse(first.slice(2)));
    expect(made).toContain('src/dev/build/config.ts');
    const listed = inputs.filter((one) => one !== 'src');
    const isRead = (path: string) =>
      listed.some(isIn(path)) || (isIn(path)('src') && !notRead.some(isIn(path)));
    expect(made.filter((path) => !isRead(path))).toEqual([]);
  });
});
