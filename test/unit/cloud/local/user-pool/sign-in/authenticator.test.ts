import { describe, expect, it } from 'vitest';
import { newSecret, stepOfCode } from '../../../../../../src/cloud/local/user-pool/sign-in/authenticator.ts';

/** RFC 6238, appendix B: SHA-1, the last six of its eight digits. The secret is `12345678901234567890`. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

describe('an authenticator’s code', () => {
  it.each(vectors)('at %i seconds is that of RFC 6238', (seconds, code) => {
    expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('is good half a minute early or late, and no longer', () => {
    const [[seconds, code]] = vectors;
    const at = (step: number) => stepOfCode(secret, code, (seconds + 30 * step) * 1000);
    expect([at(-1), at(0), at(1)]).toEqual([1, 1, 1]);
    expect([at(2), at(5)]).toEqual([null, null]);
  });

  it.each(['', '28708', '2870822', ' 287082', 'abcdef'])('is not %j', (code) => {
    expect(stepOfCode(secret, code, 59_000)).toBeNull();
  });
});

it('a new secret has 32 random bytes, as base32 without padding', () => {
  expect(newSecret()).toMatch(/^[A-Z2-7]{52}$/);
  expect(newSecret()).not.toBe(newSecret());
});
