// Bundles one file of a command with all of our modules that it imports, and caches the result until one of them
// changes. To compile a hundred files one by one during their import takes longer than the rest of the local cloud's
// start. It is plain JavaScript, because it runs before anything can compile TypeScript.
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

/** The first line of a bundle names its sources. */
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
    renameSync(own, file); // it appears as a whole, even if another process starts now
  } finally {
    rmSync(own, { force: true });
  }
}

/** A bundled module gets the path of its source for its own location, so that it finds other files. */
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
