/** What a browser has to read before each part of the extension runs, and what Amplify brings for the same job. */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { builtFor } from '../../../src/dev/build.ts';
import { budgets } from '../../../src/dev/sizes.ts';
import { bundle } from '../bundle.ts';
import { amplifyFor, authenticatorStyles } from '../peers.ts';
import { counted, type Part, type Row } from '../row.ts';

const measures: Record<string, (bytes: Buffer) => number> = {
  minified: (bytes) => bytes.length,
  gzip: (bytes) => gzipSync(bytes, { level: 9 }).length,
  brotli: (bytes) => brotliCompressSync(bytes).length,
};

export const sizes: Part = async ({ say }) => {
  say('bundles');
  const configuration = { CONFIGURATION: amplifyFor(null) };
  const amplify = { 'aws-amplify': [await bundle('worker/amplify.ts', configuration)] };
  const authenticator = {
    'Amplify UI': [await bundle('pages/authenticator.ts', configuration), await authenticatorStyles()],
  };
  const parts: [keyof typeof budgets, string[], Record<string, string[]>][] = [
    ['background', await files('background.js'), amplify],
    ['popup', await pageFiles('src/popup/index.html'), authenticator],
    ['side panel', await pageFiles('src/sidepanel/index.html'), {}],
    ['content script', await files('content/card.js'), {}],
  ];
  return parts.flatMap(([what, ours, peers]) =>
    Object.entries(measures).map(([measure, sizeOf]): Row => {
      const size = (texts: readonly string[]) =>
        texts.reduce((sum, text) => sum + sizeOf(Buffer.from(text)), 0);
      return {
        ...{ part: 'sizes', what: `${what}, ${measure}`, unit: 'bytes' },
        budget: measure === 'gzip' ? budgets[what] : null,
        figures: [
          counted('countersign', 'ours', size(ours)),
          ...Object.entries(peers).map(([name, texts]) => counted(name, 'peer', size(texts))),
        ],
      };
    }),
  );
};

const files = (...paths: string[]): Promise<string[]> =>
  Promise.all(paths.map((path) => readFile(join(builtFor('chromium'), path), 'utf8')));

/** A page with the scripts and styles that its head names: Vite names all that are loaded with it. */
async function pageFiles(page: string): Promise<string[]> {
  const [html = ''] = await files(page);
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].flatMap(([, path]) => path ?? []);
  return [
    html,
    ...(await files(...named.map((path) => (path.startsWith('/') ? path : join(dirname(page), path))))),
  ];
}
