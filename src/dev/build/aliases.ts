/**
 * Replaces modules of libraries by smaller or faster ones of ours. The builds and the tests share this list, so that
 * the tested code is the shipped code.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

interface Replacement {
  /** The text of the import. */
  imported: RegExp;
  /** Pattern of the modules whose imports are replaced. */
  importer: RegExp;
  by: string;
}

const signInLibrary = /\/node_modules\/amazon-cognito-identity-js\//;
const identityProvider = /\/node_modules\/@aws-sdk\/credential-provider-cognito-identity\//;

const replacements: Replacement[] = [
  // Nearly all of a sign-in's time is big-number arithmetic; native BigInt is about nine times as fast.
  {
    imported: /^\.\/BigInteger(\.js)?$/,
    importer: signInLibrary,
    by: source('core/vendor/big-integer.ts'),
  },
  // The library uses Node's Buffer only for bytes, hex and base64.
  { imported: /^buffer$/, importer: signInLibrary, by: source('core/vendor/buffer.ts') },
  {
    imported: /^@aws-crypto\/sha256-js$/,
    importer: signInLibrary,
    by: source('core/vendor/sha256.ts'),
  },
  // Only in shipped code: the tests' independent clients keep the library's own.
  {
    imported: /^\.\/utils\/WordArray$/,
    importer: /\/amazon-cognito-identity-js\/src\//,
    by: source('core/vendor/random-words.ts'),
  },
  // Two calls of one service do not need a generated client of 50 kB.
  {
    imported: /^@aws-sdk\/nested-clients\/cognito-identity$/,
    importer: identityProvider,
    by: source('core/vendor/cognito-identity.ts'),
  },
  // The SDK's errors have loggers and chains. Only their names are kept.
  {
    imported: /^@smithy\/core\/config$/,
    importer: identityProvider,
    by: source('core/vendor/provider-error.ts'),
  },
  // Identity ids are kept in a cache of ours.
  {
    imported: /^\.\/localStorage$/,
    importer: identityProvider,
    by: source('core/vendor/local-storage.ts'),
  },
  // This module makes tables when it is loaded, so at every start of the worker.
  {
    imported: /^@smithy\/core\/serde$/,
    importer: /\/signature-v4\/dist-es\/credentialDerivation\.js$/,
    by: source('core/vendor/serde.ts'),
  },
  // The background receives messages and sends none to itself: see there.
  {
    imported: /^webextension-polyfill$/,
    importer: /\/src\/background\//,
    by: source('background/extension-api.ts'),
  },
];

/** Resolves each replaced import to our module. In Vitest the libraries must be inlined for this plugin to see them. */
export function aliases(): Plugin {
  return {
    name: 'countersign:aliases',
    enforce: 'pre',
    resolveId(imported, importer) {
      if (!importer) return null;
      const found = replacements.find((one) => one.imported.test(imported) && one.importer.test(importer));
      return found ? found.by : null;
    },
  };
}
