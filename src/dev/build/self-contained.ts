/**
 * Builds a script into one file without imports. The background is such a script because a service worker has no
 * `import()`: a library that loads lazily would fail at run time. The content script is one because it is injected as a
 * file: no file of the extension has to be open to web pages.
 */
import { minify } from '@swc/core';
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';
import { aliases } from './aliases.ts';
import { onlyPassedClient } from './identity-provider.ts';
import { usedPolyfill } from './polyfill-metadata.ts';
import { onlyUsedArithmetic } from './srp-arithmetic.ts';
import { staticImports } from './static-imports.ts';
import { withUsedProperties } from './used-properties.ts';
import { withoutMessages } from './valibot-messages.ts';

export interface Script {
  /** Path from the project's root. */
  source: string;
  /** Path in the package. */
  fileName: string;
}

/** Their package.json names these entries for browsers without the file extension, which Vite does not match. */
export const browserEntries = {
  '@aws-sdk/credential-providers': '@aws-sdk/credential-providers/dist-es/index.browser.js',
};

/** The plugins that remove or replace parts of the libraries. */
export const libraryChanges = (): Plugin[] => [
  aliases(),
  staticImports(),
  onlyUsedArithmetic(),
  usedPolyfill(),
  withoutMessages(),
  onlyPassedClient(),
];

/** Makes the code of a script from the path of its source. */
export interface Bundler {
  (source: string): Promise<string>;
  /** The modules whose code is in the scripts that it has made. */
  readonly modules: ReadonlySet<string>;
}

/** Makes each script once, at its first request. Targets with the same bundler share the scripts. */
export function createBundler(shared: InlineConfig): Bundler {
  const made = new Map<string, Promise<string>>();
  const modules = new Set<string>();
  const bundler = (source: string) => {
    const code = made.get(source) ?? bundle(source, shared, modules);
    made.set(source, code);
    return code;
  };
  return Object.assign(bundler, { modules });
}

/** Adds the scripts to the package of this build. */
export function selfContained(scripts: readonly Script[], bundler: Bundler): Plugin {
  return {
    name: 'countersign:self-contained',
    apply: 'build',
    async generateBundle() {
      const add = async ({ source, fileName }: Script) =>
        this.emitFile({ type: 'asset', fileName, source: await bundler(source) });
      await Promise.all(scripts.map(add));
    },
  };
}

/** @param modules receives those that are in it */
async function bundle(source: string, shared: InlineConfig, modules: Set<string>): Promise<string> {
  const built = await build({
    logLevel: 'warn',
    ...shared,
    configFile: false,
    publicDir: false,
    plugins: libraryChanges(),
    resolve: {
      alias: browserEntries,
    },
    build: {
      ...shared.build,
      write: false,
      minify: false, // it follows below
      cssMinify: true,
      cssCodeSplit: false, // otherwise styles would go into the script unnoticed
      rolldownOptions: {
        ...shared.build?.rolldownOptions,
        input: source,
        // An unused property read is removed: no getter here has a side effect.
        treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
        // A script that is not a module, so that the worker starts sooner; but in strict mode.
        output: { format: 'iife', strict: true, codeSplitting: false },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  // Three per cent smaller, compressed, than with Vite's own minifier. It matters for a worker's cold start.
  const chunk = onlyChunk(source, outputs);
  for (const module of chunk.moduleIds) modules.add(module);
  const { code } = await minify(withUsedProperties(chunk.code), {
    ecma: 2020,
    compress: { passes: 6, pure_getters: true, keep_fargs: false }, // no code here asks how many arguments a function takes
    mangle: true,
  });
  if (/\bimport\s*\(/.test(code)) throw new Error(`${source} still imports at run time`);
  return code;
}

/** The one chunk of a build. @throws Error with the other outputs, if there are any */
function onlyChunk(
  source: string,
  outputs: readonly (Rolldown.OutputChunk | Rolldown.OutputAsset)[],
): Rolldown.OutputChunk {
  const [chunk, ...others] = outputs;
  if (chunk?.type !== 'chunk' || others.length > 0) {
    throw new Error(`${source} became more than one file: ${outputs.map((one) => one.fileName).join(', ')}`);
  }
  if (chunk.imports.length > 0) {
    throw new Error(`${source} still imports at run time: ${chunk.imports.join(', ')}`);
  }
  return chunk;
}
