import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Target } from '../../../../src/dev/build/manifest.ts';
import { projectFolder } from '../../../../src/dev/project.ts';

/** A copy of the project in which nothing has been built yet. */
export interface Copy {
  /** Runs `npm run build` there; answers with all that it printed. */
  build(): Promise<string>;
  /** The texts of what was built, by their paths in the package. */
  built(target: Target): Promise<Map<string, string>>;
  remove(): Promise<void>;
}

const copied = [
  'LICENSE',
  'manifest.json',
  'package.json',
  'package-lock.json',
  'public',
  'src',
  'tsconfig.json',
];

export async function copyProject(): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
  for (const path of copied) await cp(join(projectFolder, path), join(folder, path), { recursive: true });
  await symlink(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return {
    async build() {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [
        join(folder, 'src/dev/run.mjs'),
        'build',
      ]);
      return stdout + stderr;
    },
    built: (target) => textsIn(join(folder, 'dist', target)),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Every file of a folder as text, by its path from there. */
export async function textsIn(folder: string): Promise<Map<string, string>> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Map(
    files.map((file, at) => [file.slice(folder.length + 1).replaceAll('\\', '/'), texts[at] ?? '']),
  );
}
