/** Bundles of the benchmark: the product's own sources as the product is built, the peers' packages as they come. */
import { join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { oldestVersion } from '../../src/dev/build/manifest.ts';
import { browserEntries, libraryChanges } from '../../src/dev/build/self-contained.ts';
import { amplifyAuthFolder, benchFolder } from './peers.ts';

const built = new Map<string, Promise<string>>();

/**
 * Builds an entry of this folder into one script for Chromium, once.
 *
 * @param entry path from this folder
 * @param globals JSON values that it finds by these names
 * @returns minified code that imports nothing
 */
export async function bundle(entry: string, globals: Record<string, unknown> = {}): Promise<string> {
  const making = built.get(entry) ?? made(entry);
  built.set(entry, making);
  const values = Object.entries(globals).map(([name, value]) => `var ${name}=${JSON.stringify(value)};`);
  return [...values, await making].join('');
}

async function made(entry: string): Promise<string> {
  const outcome = await build({
    root: benchFolder,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: {
      global: 'globalThis',
      'process.env.NODE_ENV': '"production"',
    },
    plugins: libraryChanges().map(onlyOurs),
    resolve: {
      alias: {
        ...browserEntries,
        'amplify-srp': join(amplifyAuthFolder(), 'dist/esm/providers/cognito/utils/srp'),
      },
    },
    build: {
      target: `chrome${oldestVersion.chrome}`,
      minify: true,
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: join(benchFolder, entry),
        output: { format: 'iife', strict: true, codeSplitting: false },
      },
    },
  });
  // `build` answers with several results, or a watcher, only where the configuration asks for it.
  const [chunk] = (outcome as Rolldown.RolldownOutput).output;
  return chunk.code;
}

/** The product's changes to its libraries apply to the product's copies, not to the peers'. */
function onlyOurs(plugin: Plugin): Plugin {
  const isPeers = (path: string | undefined) => path?.startsWith(join(benchFolder, 'node_modules')) ?? false;
  const { resolveId, transform } = plugin;
  return {
    ...plugin,
    ...(typeof resolveId === 'function' && {
      resolveId(imported, importer, options) {
        return isPeers(importer) ? null : resolveId.call(this, imported, importer, options);
      },
    }),
    ...(typeof transform === 'function' && {
      transform(code, id, options) {
        return isPeers(id) ? null : transform.call(this, code, id, options);
      },
    }),
  };
}
