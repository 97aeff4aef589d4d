/** What the built extension depends on, as one hash: while it is the same, so is the build. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files and folders by their paths from the project's root. */
export const inputs = [
  'manifest.json',
  'package-lock.json',
  'package.json',
  'public',
  'src',
  'src/dev/build',
  'src/dev/project.ts',
  'tsconfig.json',
];

/** Folders in these that no build reads, but for what is listed above by itself. */
export const notRead = ['src/cloud', 'src/dev'];

/**
 * @param root the project's folder
 * @returns SHA-256 of all paths and contents, as hex digits
 */
export async function hashOfInputs(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of await filesIn(root, input)) {
      const content = createHash('sha256').update(await readFile(join(root, file)));
      hash.update(`${file}\0`).update(content.digest());
    }
  }
  return hash.digest('hex');
}

/** Every file of that path, in an order that does not depend on the machine. */
async function filesIn(root: string, path: string): Promise<string[]> {
  if (!(await stat(join(root, path))).isDirectory()) return [path];
  const paths = (await readdir(join(root, path))).sort().map((name) => `${path}/${name}`);
  const read = paths.filter((one) => !notRead.includes(one));
  return (await Promise.all(read.map((one) => filesIn(root, one)))).flat();
}
