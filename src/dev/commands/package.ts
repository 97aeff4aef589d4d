/**
 * `npm run package`: makes the files for the stores, in `packages/`: a zip for each browser, and the sources for
 * Mozilla's reviewers. The same commit gives the same bytes.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import packageJson from '../../../package.json' with { type: 'json' };
import { buildExtension } from '../build/extension.ts';
import { type Target, targets } from '../build/manifest.ts';
import { projectFolder } from '../project.ts';

export const packagesFolder = join(projectFolder, 'packages');

/** The epoch of zip files in their local time, so that no clock changes the bytes. */
const noTime = new Date(1980, 0, 1);

/** Writes the three archives again. @returns their paths */
export async function makePackages(): Promise<string[]> {
  await buildExtension();
  await rm(packagesFolder, { recursive: true, force: true });
  await mkdir(packagesFolder);
  return [
    ...(await Promise.all(targets.map(async (target) => write(target, await extensionFiles(target))))),
    await write('sources', await sourceFiles()),
  ];
}

async function write(name: string, files: Map<string, Uint8Array>): Promise<string> {
  const path = join(packagesFolder, `countersign-${name}-${packageJson.version}.zip`);
  const sorted: Zippable = {};
  for (const file of [...files.keys()].sort()) sorted[file] = files.get(file) ?? new Uint8Array();
  await writeFile(path, zipSync(sorted, { level: 9, mtime: noTime }));
  return path;
}

/** The built extension without its development parts: the fixed id's key and any bundled configuration. */
async function extensionFiles(target: Target): Promise<Map<string, Uint8Array>> {
  const root = join(projectFolder, 'dist', target);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Map<string, Uint8Array>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const full = join(entry.parentPath, entry.name);
    files.set(full.slice(root.length + 1).replaceAll('\\', '/'), await readFile(full));
  }
  files.delete('configuration.json');
  const manifest = files.get('manifest.json');
  if (!manifest) throw new Error(`dist/${target} has no manifest`);
  const { key: _, ...published } = JSON.parse(new TextDecoder().decode(manifest));
  files.set('manifest.json', new TextEncoder().encode(`${JSON.stringify(published, null, 2)}\n`));
  return files;
}

/** All files that git tracks, as they are in the checkout. */
async function sourceFiles(): Promise<Map<string, Uint8Array>> {
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: projectFolder, encoding: 'utf8' });
  const files = new Map<string, Uint8Array>();
  for (const file of listed.split('\0').filter(Boolean))
    files.set(file, await readFile(join(projectFolder, file)));
  return files;
}

async function main(): Promise<void> {
  for (const path of await makePackages()) console.log(path.slice(projectFolder.length + 1));
}

if (import.meta.filename === process.argv[1]) await main();
