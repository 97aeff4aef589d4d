import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { groupPrime } from '../../../../src/core/vendor/group-prime.ts';

const library = fileURLToPath(import.meta.resolve('amazon-cognito-identity-js/src/AuthenticationHelper.js'));

it('computes the prime that the library has in digits', () => {
  const [, digits = ''] = readFileSync(library, 'utf8').match(/initN =([^;]*);/) ?? [];
  expect(groupPrime().toString()).toBe(digits.replace(/[^0-9A-F]/g, '').toLowerCase());
});
