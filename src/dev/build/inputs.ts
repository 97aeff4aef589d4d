/** The hash of all inputs of the built extension. While it stays the same, so does the build. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Files and folders by their paths from the project's root. */
export const inputs = [
  'LICENSE',
  'manifest.json',
  'package-lock.json',
  'package.json',
  'public',
  'src',
  'src/dev/build',
  'src/dev/project.ts',
  'tsconfig.json',
];

/** Folders that no build reads, except for the files listed above. */
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

/** Every file of that path, in an order that is the same on all machines. */
async function filesIn(root: string, path: string): Promise<string[]> {
  if (!(await stat(join(root, path))).isDirectory()) return [path];
  const paths = (await readdir(join(root, path))).sort().map((name) => `${path}/${name}`);
  const read = paths.filter((one) => !notRead.includes(one));
  return (await Promise.all(read.map((one) => filesIn(root, one)))).flat();
}
