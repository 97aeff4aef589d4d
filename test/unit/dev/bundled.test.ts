import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundled } from '../../../src/dev/bundled.mjs';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign-'));
  await mkdir(join(root, 'src/cloud'), { recursive: true });
  await write('main', "import { word } from './word.ts';\nexport const said = [word, import.meta.url];");
  await write('word', 'export const word: string = "first";');
});
afterEach(() => rm(root, { recursive: true }));

const write = (name: string, text: string) => writeFile(join(root, `src/cloud/${name}.ts`), text);
const make = () => bundled(root, 'src/cloud/main.ts');
/** Node keeps a module by its address: each look needs another one. */
const load = async (file: string) => (await import(`${pathToFileURL(file)}?${randomUUID()}`)).said;

describe('a command in one file', () => {
  it('does what its sources do, and knows where they lie', async () => {
    const own = pathToFileURL(join(root, 'src/cloud/main.ts')).href;
    expect(await load(await make())).toEqual(['first', own]);
  });

  it('is made anew when a source has changed, and only then', async () => {
    const before = await stat(await make());
    expect((await stat(await make())).mtimeMs).toBe(before.mtimeMs);
    await write('word', 'export const word = "second";');
    expect((await load(await make()))[0]).toBe('second');
  });

  it('is not made of sources that do not compile, and then of those that do', async () => {
    await make();
    await write('word', 'export const word = ;');
    await expect(make()).rejects.toThrow();
    await write('word', 'export const word = "third";');
    expect((await load(await make()))[0]).toBe('third');
  });
});
