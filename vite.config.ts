/** Builds the extension for one browser: `TARGET=chrome` (or `firefox`) `vite build` writes `dist/chrome`. */
import { crx } from '@crxjs/vite-plugin';
import preact from '@preact/preset-vite';
import { defineConfig, type InlineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { backgroundSource, manifestFor, type Target, targets } from './src/dev/build/manifest.ts';
import { oneStyleSheet } from './src/dev/build/one-style-sheet.ts';
import { packageManifest } from './src/dev/build/package-manifest.ts';
import { usedPolyfill } from './src/dev/build/polyfill-metadata.ts';
import { selfContained } from './src/dev/build/self-contained.ts';

function targetOf(name: string | undefined): Target {
  const target = targets.find((one) => one === (name ?? 'chrome'));
  if (!target) throw new Error(`TARGET is ${name}; it is one of ${targets.join(', ')}`);
  return target;
}

/** What the pages and the self-contained scripts are built with alike. */
const shared: InlineConfig = {
  root: import.meta.dirname,
  // amazon-cognito-identity-js expects Node's name of the global object.
  define: { global: 'globalThis' },
  build: {
    target: ['chrome127', 'firefox140'],
    minify: true,
    sourcemap: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
};

export default defineConfig(() => {
  const target = targetOf(process.env.TARGET);
  const { background, ...manifest } = manifestFor(target, packageJson.version);
  return {
    ...shared,
    plugins: [
      preact(),
      usedPolyfill(),
      crx({ manifest, browser: target }),
      selfContained(
        [
          { source: backgroundSource(background), fileName: 'background.js' },
          { source: 'src/content/card.iife.ts', fileName: 'content/card.js' },
          { source: 'src/content/marker.iife.ts', fileName: 'content/marker.js' },
        ],
        shared,
      ),
      oneStyleSheet(),
      packageManifest(target, 'background.js'),
    ],
    build: {
      ...shared.build,
      outDir: `dist/${target}`,
      emptyOutDir: true,
      rolldownOptions: {
        // crxjs finds pages by itself, but not Firefox's sidebar, and calls them all "index".
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
});
