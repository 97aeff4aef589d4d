import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { withUsedArithmetic } from '../../../../src/dev/build/srp-arithmetic.ts';

const source = fileURLToPath(import.meta.resolve('amazon-cognito-identity-js/src/AuthenticationHelper.js'));
const code = readFileSync(source, 'utf8');
const methodsOf = (text: string) => [...text.matchAll(/^\t(\w+)\([^)]*\) \{$/gm)].map(([, name]) => name);

it('keeps the methods that a proof needs, and no others', () => {
  const kept = [
    'constructor',
    'getLargeAValue',
    'calculateA',
    'calculateU',
    'hash',
    'hexHash',
    'computehkdf',
  ];
  expect(methodsOf(withUsedArithmetic(code)).sort()).toEqual(
    [...kept, 'calculateS', 'padHex', 'getPasswordAuthenticationKey'].sort(),
  );
});

it('refuses a library that has changed', () => {
  expect(() => withUsedArithmetic(code.replace('generateHashDevice', 'hashDevice'))).toThrow(
    'generateHashDevice',
  );
  expect(() => withUsedArithmetic(code.replace('(initN, 16)', '(n, 16)'))).toThrow('initN');
});
