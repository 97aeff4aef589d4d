import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBundler, selfContained } from '../../../../src/dev/build/self-contained.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'countersign-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Builds `script.js` of these files as a self-contained file beside an unrelated page script. */
async function built(files: Record<string, string>): Promise<string> {
  for (const [name, text] of Object.entries({ ...files, 'page.js': 'document.title = "page";' }))
    await writeFile(join(root, name), text);
  const script = { source: join(root, 'script.js'), fileName: 'out/script.js' };
  const result = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [selfContained([script], createBundler({ root, logLevel: 'silent' }))],
    build: { write: false, rolldownOptions: { input: join(root, 'page.js') } },
  });
  // One configuration without `watch` gives one result.
  const asset = (result as Rolldown.RolldownOutput).output.find((one) => one.fileName === 'out/script.js');
  if (asset?.type !== 'asset') throw new Error('the script is not in the package');
  return String(asset.source);
}

describe('a self-contained script', () => {
  const shared = { 'shared.js': 'export const name = () => globalThis.who;' };
  const script = 'import { name } from "./shared.js"; globalThis.hello = `hello ${name()}`;';

  it('takes in what it imports', async () => {
    const code = await built({ ...shared, 'script.js': script });
    expect(code).not.toMatch(/\bimport\b/);
    new Function('globalThis', code)(Object.assign(globalThis, { who: 'Kim' }));
    expect(globalThis).toMatchObject({ hello: 'hello Kim' });
  });

  it('takes in what it imports lazily by name', async () => {
    const code = await built({ ...shared, 'script.js': 'import("./shared.js").then((m) => m.name());' });
    expect(code).not.toMatch(/\bimport\s*\(/);
  });

  it('is refused when it would import at run time', async () => {
    const lazy = { 'script.js': 'import(globalThis.place);' };
    await expect(built(lazy)).rejects.toThrow('still imports at run time');
  });

  it('is refused when it would become more than one file', async () => {
    const styled = { 'look.css': 'p { color: red }', 'script.js': 'import "./look.css";' };
    await expect(built(styled)).rejects.toThrow('more than one file');
  });

  it('BM5: is made once for all targets that share a bundler', async () => {
    const source = join(root, 'script.js');
    await writeFile(source, 'globalThis.made = "first";');
    const bundle = createBundler({ root, logLevel: 'silent' });
    const first = await bundle(source);
    await writeFile(source, 'globalThis.made = "second";');
    expect(await bundle(source)).toBe(first);
    expect(first).toContain('first');
  });
});
