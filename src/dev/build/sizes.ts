/** What the package weighs, and its parts with all that is loaded with them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The most that each may weigh: bytes, compressed by gzip. */
export const budgets = {
  background: 40 * 1024,
  popup: 40 * 1024,
  'side panel': 44 * 1024,
  'content script': 8 * 1024,
  'marks on granted sites': 4 * 1024,
};

/** The file of each part that all others of it are loaded by. */
export const entries: Record<keyof typeof budgets, string> = {
  background: 'background.js',
  popup: 'src/popup/index.html',
  'side panel': 'src/sidepanel/index.html',
  'content script': 'content/card.js',
  'marks on granted sites': 'content/marker.js',
};

/**
 * The files that are loaded with one: those that it names, and those that these name, at once or later.
 *
 * @param entry path in the package
 * @param textOf a file's text by its path there
 */
export function loadedWith(entry: string, textOf: (path: string) => string): string[] {
  const found = new Set([entry]);
  for (const path of found) // which grows on the way
    for (const [, name] of textOf(path).matchAll(/(?:assets\/|\.\/)([\w-]+\.(?:js|css))["'`]/g))
      found.add(`assets/${name}`);
  return [...found];
}

/** What a built extension in a folder weighs, in a few words; kB are 1000 bytes. */
export async function describeFiles(folder: string): Promise<string> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const background = gzipSync(await readFile(join(folder, entries.background)), { level: 9 }).length;
  return `${kB(total, 0)} in ${files.length} files, background ${kB(background, 1)} compressed`;
}

const kB = (bytes: number, digits: number): string => `${(bytes / 1000).toFixed(digits)} kB`;
