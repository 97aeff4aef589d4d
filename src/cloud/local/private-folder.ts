/** Folders with tokens, keys and people's data: only the person who runs the local cloud may read them. */
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Of a file that only its owner may read and write. */
export const privateFile = 0o600;
const privateFolder = 0o700;

/**
 * Makes the folder where it is missing, for its owner alone. What is in it already becomes its owner's too; links are not
 * followed.
 */
export async function makePrivate(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: privateFolder });
  await chmod(dir, privateFolder);
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, privateFolder);
    else if (entry.isFile()) await chmod(path, privateFile).catch(unlessGone);
  }
}

/**
 * Makes every file that this process writes from now on its owner's alone. LevelDB writes new files while it runs, and takes
 * no mode for them.
 */
export function writePrivately(): void {
  process.umask(0o077);
}

/** LevelDB of another process removes files at any moment. */
function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
