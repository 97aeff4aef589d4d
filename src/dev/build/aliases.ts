/**
 * Where a library's own module is replaced by a smaller or faster one of ours. The builds and the tests share this list,
 * so that what is tested is what is shipped.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

interface Replacement {
  /** The text of the import. */
  imported: RegExp;
  /** Which modules' imports are meant. */
  importer: RegExp;
  by: string;
}

const signInLibrary = /\/node_modules\/amazon-cognito-identity-js\//;
const identityProvider = /\/node_modules\/@aws-sdk\/credential-provider-cognito-identity\//;
const unneeded = source('core/vendor/unneeded.ts');

const replacements: Replacement[] = [
  // The library ships itself twice: translated for browsers of 2015, and as it was written, which is smaller.
  {
    imported: /^amazon-cognito-identity-js$/,
    importer: /\/src\/core\//,
    by: fileURLToPath(import.meta.resolve('amazon-cognito-identity-js/src/index.js')),
  },
  // Nearly all of a sign-in's time is big-number arithmetic; native BigInt does it about nine times as fast.
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
  // The background listens to messages and sends none to itself: see there.
  {
    imported: /^webextension-polyfill$/,
    importer: /\/src\/background\//,
    by: source('background/extension-api.ts'),
  },
  // Bytes, hex and base64 are all that the library uses of Node's Buffer.
  { imported: /^buffer$/, importer: signInLibrary, by: source('core/vendor/buffer.ts') },
  {
    imported: /^@aws-crypto\/sha256-js$/,
    importer: signInLibrary,
    by: source('core/vendor/sha256.ts'),
  },
  { imported: /^\.\/DateHelper$/, importer: signInLibrary, by: source('core/vendor/date-helper.ts') },
  // A secret as long as it has to be; see there. The tests of the numbers alone take the library's helper.
  {
    imported: /^\.\/AuthenticationHelper$/,
    importer: /\/amazon-cognito-identity-js\/src\//,
    by: source('core/vendor/authentication-helper.ts'),
  },
  // Of the SDK's errors, with their loggers and chains, the name is what remains.
  {
    imported: /^@smithy\/core\/config$/,
    importer: identityProvider,
    by: source('core/vendor/provider-error.ts'),
  },
  // Only in what is shipped: the tests' independent clients keep the library's own.
  {
    imported: /^\.\/Client$/,
    importer: /\/amazon-cognito-identity-js\/src\//,
    by: source('core/vendor/client.ts'),
  },
  // What the libraries bring for cases that do not arise here; see there.
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
  // Which makes tables when it is loaded, with every start of the worker.
  {
    imported: /^@smithy\/core\/serde$/,
    importer: /\/signature-v4\/dist-es\/credentialDerivation\.js$/,
    by: source('core/vendor/serde.ts'),
  },
  { imported: /^\.\/localStorage$/, importer: identityProvider, by: unneeded },
];

/** Resolves each replaced import to our module. In Vitest the libraries must be inlined for it to see them. */
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
