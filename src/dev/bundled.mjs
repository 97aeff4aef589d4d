// One file of a command and all that it imports of ours, kept for as long as none of that changes: compiling a hundred
// files one by one as they are imported takes longer than everything else that the local cloud does at its start.
// Plain JavaScript, because it runs before there is anything to compile TypeScript with.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @param {string} root the project's folder
 * @param {string} script path of a TypeScript file from there
 * @returns {Promise<string>} path of a module that does the same
 */
export async function bundled(root, script) {
  const folder = join(root, '.countersign/bundles');
  const file = join(folder, `${basename(dirname(script))}-${basename(script, '.ts')}.mjs`);
  if (!isCurrent(root, file)) await bundle(root, script, file);
  return file;
}

/** Its first line names what it was made of. */
function isCurrent(root, file) {
  const [first = ''] = textOf(file)?.split('\n', 1) ?? [];
  if (!first.startsWith('//')) return false;
  const inputs = Object.entries(JSON.parse(first.slice(2)));
  return inputs.every(([path, hash]) => hashOf(textOf(join(root, path)) ?? '') === hash);
}

async function bundle(root, script, file) {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [script],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    metafile: true,
    logLevel: 'error',
    plugins: [{ name: 'own-places', setup: keepOwnPlaces }],
  });
  const inputs = Object.keys(metafile.inputs).map((path) => [path, hashOf(textOf(join(root, path)) ?? '')]);
  const text = `//${JSON.stringify(Object.fromEntries(inputs))}\n${outputFiles[0].text}`;
  mkdirSync(dirname(file), { recursive: true });
  const own = `${file}.${process.pid}`;
  writeFileSync(own, text);
  try {
    renameSync(own, file); // whole or not at all, whoever else starts now
  } finally {
    rmSync(own, { force: true });
  }
}

/** A module that asks where it lies is told of its source: other files are found from there. */
function keepOwnPlaces({ onLoad }) {
  onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
    const places = { url: pathToFileURL(path).href, dirname: dirname(path), filename: path };
    const contents = readFileSync(path, 'utf8').replace(
      /\bimport\.meta\.(url|dirname|filename)\b/g,
      (_, name) => JSON.stringify(places[name]),
    );
    return { contents, loader: 'ts' };
  });
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const hashOf = (text) => createHash('sha256').update(text).digest('base64');
