/**
 * The sign-in library's SRP arithmetic has methods that nothing calls here, and the group's prime in digits. The
 * shipped one has neither. Bundlers drop unused functions, but never methods of a class.
 */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const file = /\/amazon-cognito-identity-js\/src\/AuthenticationHelper\.js$/;
const prime = fileURLToPath(new URL('../../core/vendor/group-prime.ts', import.meta.url));

/** Our own code makes the secret; no device is remembered. */
const unused = [
  'getSmallAValue',
  'generateRandomSmallA',
  'generateRandomString',
  'getRandomPassword',
  'getSaltDevices',
  'getVerifierDevices',
  'generateHashDevice',
  'getNewPasswordRequiredChallengeUserAttributePrefix',
];

/** Our numbers give no errors, and none of a sign-in's is negative. */
const replaced: [RegExp, string][] = [
  [/new BigInteger\(initN, 16\)/, 'groupPrime()'],
  [/if \(err2?\) \{[^}]*\}/g, ''],
  [/bigInt\.compareTo\(BigInteger\.ZERO\) < 0/, 'false'],
  // Only numbers are padded. A power of 2 is never a multiple of the prime.
  [/if \(!\(bigInt instanceof BigInteger\)\) \{[^}]*\}/, ''],
  [/if \(A\.mod\(this\.N\)\.equals\(BigInteger\.ZERO\)\) \{[^}]*\}/, ''],
  // A SHA-256 hash always has 64 digits.
  [/new Array\(64 - hashHex\.length\)\.join\('0'\) \+ /, ''],
  // Our own error says what a person should know.
  [/new Error\('[BU] cannot be zero\.'\)/g, 'new Error()'],
];

/** @throws Error when a part is not where it was: the library has changed */
export function withUsedArithmetic(code: string): string {
  const cuts: [RegExp, string][] = unused.map((name) => [
    new RegExp(`\\n\\t${name}\\([^)]*\\) \\{\\n[\\s\\S]*?\\n\\t\\}`),
    '',
  ]);
  const used = [...cuts, ...replaced];
  const cut = used.reduce((left, [what, by]) => {
    if (left.search(what) < 0) throw new Error(`The SRP arithmetic's ${what.source} is not found`);
    return left.replace(what, by);
  }, code);
  return `import { groupPrime } from ${JSON.stringify(prime)};\n${cut}`;
}

export function onlyUsedArithmetic(): Plugin {
  return {
    name: 'countersign:srp-arithmetic',
    transform(code, id) {
      return file.test(id) ? { code: withUsedArithmetic(code), map: null } : null;
    },
  };
}
