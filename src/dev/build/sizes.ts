/** Measures the package, and each of its parts with all files that it loads. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The largest allowed size of each part: bytes, compressed by gzip. */
export const budgets = {
  background: 41 * 1024,
  popup: 40 * 1024,
  'side panel': 44 * 1024,
  'content script': 8 * 1024,
  'marks on granted sites': 4 * 1024,
};

/** The entry file of each part. It loads all other files of the part. */
export const entries: Record<keyof typeof budgets, string> = {
  background: 'background.js',
  popup: 'src/popup/index.html',
  'side panel': 'src/sidepanel/index.html',
  'content script': 'content/card.js',
  'marks on granted sites': 'content/marker.js',
};

/**
 * The files that an entry loads, directly or through others, at once or later.
 *
 * @param entry path in the package
 * @param textOf reads a file by its path there
 */
export function loadedWith(entry: string, textOf: (path: string) => string): string[] {
  const found = new Set([entry]);
  for (const path of found) // the set grows in the loop
    for (const [, name] of textOf(path).matchAll(/(?:assets\/|\.\/)([\w-]+\.(?:js|css))["'`]/g))
      found.add(`assets/${name}`);
  return [...found];
}

/** The size of a built extension in a few words; kB are 1000 bytes. */
export async function describeFiles(folder: string): Promise<string> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const background = gzipSync(await readFile(join(folder, entries.background)), { level: 9 }).length;
  return `${kB(total, 0)} in ${files.length} files, background ${kB(background, 1)} compressed`;
}

const kB = (bytes: number, digits: number): string => `${(bytes / 1000).toFixed(digits)} kB`;
