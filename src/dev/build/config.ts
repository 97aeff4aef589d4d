/** Vite's configuration to build the extension for one browser. */
import { crx } from '@crxjs/vite-plugin';
import type { UserConfig } from 'vite';
import packageJson from '../../../package.json' with { type: 'json' };
import { projectFolder } from '../project.ts';
import { backgroundSource, buildTargets, manifestFor, type Target } from './manifest.ts';
import { notices } from './notices.ts';
import { oneStyleSheet } from './one-style-sheet.ts';
import { packageManifest } from './package-manifest.ts';
import { usedPolyfill } from './polyfill-metadata.ts';
import { type Bundler, createBundler, selfContained } from './self-contained.ts';

/** Settings that the pages and the self-contained scripts share. */
const shared = {
  root: projectFolder,
  build: {
    target: buildTargets,
    minify: true,
    sourcemap: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Vite's plugins are in JavaScript and take most of a build of one second. That needs no warning.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
} satisfies UserConfig;

/** Makes the self-contained scripts of the extension. */
export const extensionBundler = (): Bundler => createBundler(shared);

/** @param bundle makes the self-contained scripts; targets with the same bundler share the scripts */
export function configFor(target: Target, bundle: Bundler): UserConfig {
  const { background, ...manifest } = manifestFor(target, packageJson.version);
  return {
    ...shared,
    plugins: [
      usedPolyfill(),
      crx({ manifest, browser: target }),
      selfContained(
        [
          { source: backgroundSource(background), fileName: 'background.js' },
          { source: 'src/content/card.iife.ts', fileName: 'content/card.js' },
          { source: 'src/content/marker.iife.ts', fileName: 'content/marker.js' },
        ],
        bundle,
      ),
      oneStyleSheet(),
      packageManifest(target, 'background.js'),
      notices(() => bundle.modules),
    ],
    build: {
      ...shared.build,
      outDir: `dist/${target}`,
      emptyOutDir: true,
      rolldownOptions: {
        ...shared.build.rolldownOptions,
        // crxjs finds pages by itself, but not Firefox's sidebar, and names them all "index".
        input: {
          popup: 'src/popup/index.html',
          sidepanel: 'src/sidepanel/index.html',
          options: 'src/options/index.html',
        },
        output: {
          entryFileNames: 'assets/[name].js',
          chunkFileNames: 'assets/[name].js',
          assetFileNames: 'assets/[name][extname]',
        },
      },
    },
  };
}
