/**
 * The size of the code that a browser reads before each part of the extension runs, compared with Amplify's for the
 * same job.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { builtFor } from '../../../src/dev/build/extension.ts';
import { budgets, entries, loadedWith } from '../../../src/dev/build/sizes.ts';
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
  const peers: Partial<Record<keyof typeof budgets, Record<string, string[]>>> = {
    background: amplify,
    popup: authenticator,
  };
  // Object.keys of a constant table gives its keys, which TypeScript cannot know
  const parts = (Object.keys(budgets) as (keyof typeof budgets)[]).map(
    (what) => [what, loadedWith(entries[what], textOf).map(textOf), peers[what] ?? {}] as const,
  );
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

const textOf = (path: string): string => readFileSync(join(builtFor('chromium'), path), 'utf8');
