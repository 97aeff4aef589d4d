/**
 * Our licence, and the licences of all libraries whose code is in the package. They are read from what is bundled, so that a
 * library cannot be forgotten. A library without a licence file is not shipped.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { projectFolder } from '../project.ts';

export const licenceFile = 'LICENSE';
export const noticesFile = 'THIRD-PARTY-NOTICES.txt';

const folder = '/node_modules/';
const licence = /^(licen[cs]e|notice|copying)\b/i;

/** The folder of the package that a module belongs to; null for a module of ours. */
export function packageOf(module: string): string | null {
  const path = module.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  const at = path.lastIndexOf(folder);
  if (at < 0) return null;
  const [first = '', second = ''] = path.slice(at + folder.length).split('/');
  return path.slice(0, at + folder.length) + (first.startsWith('@') ? `${first}/${second}` : first);
}

/**
 * @param modules the paths of the bundled modules
 * @returns the name, version and licence texts of each library, by name
 * @throws Error if a library has no licence file
 */
export async function noticesOf(modules: Iterable<string>): Promise<string> {
  const packages = new Set([...modules].flatMap((module) => packageOf(module) ?? []));
  const texts = await Promise.all([...packages].map(noticeOf));
  const rule = `\n${'-'.repeat(78)}\n\n`;
  return ['This package contains code of these libraries.\n', ...[...new Set(texts)].sort()].join(rule);
}

async function noticeOf(path: string): Promise<string> {
  const { name, version } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  const files = (await readdir(path)).filter((file) => licence.test(file)).sort();
  if (files.length === 0) throw new Error(`${name} ${version} has no licence file: it cannot be shipped.`);
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')));
  return `${name} ${version}\n\n${texts.map((text) => `${text.replaceAll('\r\n', '\n').trim()}\n`).join('\n')}`;
}

/** @param scripts modules of the scripts that are bundled apart, once these are made */
export function notices(scripts: () => Iterable<string>): Plugin {
  return {
    name: 'countersign:notices',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const pages = Object.values(bundle).flatMap((one) => (one.type === 'chunk' ? one.moduleIds : []));
      const source = await readFile(join(projectFolder, licenceFile), 'utf8');
      this.emitFile({ type: 'asset', fileName: licenceFile, source });
      this.emitFile({
        type: 'asset',
        fileName: noticesFile,
        source: await noticesOf([...pages, ...scripts()]),
      });
    },
  };
}
