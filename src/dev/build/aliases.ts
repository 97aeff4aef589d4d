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
const unneeded = source('core/vendor/unneeded.ts');

const replacements: Replacement[] = [
  // The library ships two versions: one compiled for browsers of 2015, and its source, which is smaller.
  {
    imported: /^amazon-cognito-identity-js$/,
    importer: /\/src\/core\//,
    by: fileURLToPath(import.meta.resolve('amazon-cognito-identity-js/src/index.js')),
  },
  // Nearly all of a sign-in's time is big-number arithmetic; native BigInt is about nine times as fast.
  {
    imported: /^\.\/BigInteger(\.js)?$/,
    importer: signInLibrary,
    by: source('core/vendor/big-integer.ts'),
  },
  // Two calls of one service do not need a generated client of 50 kB.
  {
    imported: /^@aws-sdk\/nested-clients\/cognito-identity$/,
    importer: identityProvider,
    by: source('core/vendor/cognito-identity.ts'),
  },
  // The background receives messages and sends none to itself: see there.
  {
    imported: /^webextension-polyfill$/,
    importer: /\/src\/background\//,
    by: source('background/extension-api.ts'),
  },
  // The library uses Node's Buffer only for bytes, hex and base64.
  { imported: /^buffer$/, importer: signInLibrary, by: source('core/vendor/buffer.ts') },
  {
    imported: /^@aws-crypto\/sha256-js$/,
    importer: signInLibrary,
    by: source('core/vendor/sha256.ts'),
  },
  { imported: /^\.\/DateHelper$/, importer: signInLibrary, by: source('core/vendor/date-helper.ts') },
  // A secret of the required length; see there. The tests of the numbers use the library's own helper.
  {
    imported: /^\.\/AuthenticationHelper$/,
    importer: /\/amazon-cognito-identity-js\/src\//,
    by: source('core/vendor/authentication-helper.ts'),
  },
  // The SDK's errors have loggers and chains. Only their names are kept.
  {
    imported: /^@smithy\/core\/config$/,
    importer: identityProvider,
    by: source('core/vendor/provider-error.ts'),
  },
  // Only in shipped code: the tests' independent clients keep the library's own.
  {
    imported: /^\.\/Client$/,
    importer: /\/amazon-cognito-identity-js\/src\//,
    by: source('core/vendor/client.ts'),
  },
  // Parts of the libraries for cases that do not occur here; see there.
  {
    imported: /^(isomorphic-unfetch|js-cookie|\.\/StorageHelper|\.\/UserAgent)$/,
    importer: signInLibrary,
    by: unneeded,
  },
  {
    imported: /^\.\/utils\/WordArray$/,
    importer: /\/amazon-cognito-identity-js\/src\//,
    by: unneeded,
  },
  // This module makes tables when it is loaded, so at every start of the worker.
  {
    imported: /^@smithy\/core\/serde$/,
    importer: /\/signature-v4\/dist-es\/credentialDerivation\.js$/,
    by: source('core/vendor/serde.ts'),
  },
  { imported: /^\.\/localStorage$/, importer: identityProvider, by: unneeded },
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
