/** The repository as the tests of its own rules read it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { projectFolder } from '../../../src/dev/project.ts';

export interface Source {
  /** From the project's root, with slashes. */
  path: string;
  /** Without comments, which may speak of what the code must not do. */
  code: string;
}

/** The paths of all files below a folder of the project, in order. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(projectFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !isInstalled(entry.parentPath))
    .map((entry) => relative(projectFolder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Every TypeScript file below a folder of the project, and what of it runs before there is a compiler. */
export function sourcesIn(folder: string): Source[] {
  return filesIn(folder)
    .filter((path) => /\.(tsx?|mjs)$/.test(path))
    .map((path) => ({ path, code: withoutComments(read(path)) }));
}

const isInstalled = (folder: string) => folder.split(sep).includes('node_modules');

/** A file's text. */
export function read(path: string): string {
  return readFileSync(join(projectFolder, path), 'utf8');
}

/** The imports of a file: packages by their name, our own files by their path from the project's root. */
export function importsOf({ path, code }: Source): string[] {
  const specifiers = code.matchAll(/\b(?:from\s*|import\s*\(?\s*)(['"])([^'"\n]+)\1/g);
  return [...specifiers].map(([, , specifier = '']) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier,
  );
}

function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/(^|\s)\/\/ .*$/gm, '$1');
}
