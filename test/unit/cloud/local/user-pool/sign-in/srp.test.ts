import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as srp from '../../../../../../src/cloud/local/user-pool/sign-in/srp.ts';

// The sign-in library's own side of the protocol, past the big numbers that Vite would put in.
const load = createRequire(import.meta.url);
const { default: AuthenticationHelper } = load('amazon-cognito-identity-js/lib/AuthenticationHelper');
const { default: BigInteger } = load('amazon-cognito-identity-js/lib/BigInteger');

const poolName = 'AbC123xyz';

/** The key that the library arrives at, and its public number, hex. */
function clientKey(
  username: string,
  password: string,
  salt: string,
  B: string,
): Promise<{ A: string; key: Buffer }> {
  const helper = new AuthenticationHelper(poolName);
  return new Promise((resolve, reject) => {
    helper.getLargeAValue((failed: Error | null, A: { toString(radix: number): string }) => {
      if (failed) return reject(failed);
      const given = [username, password, new BigInteger(B, 16), new BigInteger(salt, 16)];
      helper.getPasswordAuthenticationKey(...given, (error: Error | null, key: Buffer) =>
        error ? reject(error) : resolve({ A: A.toString(16), key: Buffer.from(key) }),
      );
    });
  });
}

describe('the server’s side of SRP', () => {
  it('arrives at the library’s key, also where numbers begin with zeros or a set bit', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    const salt = fc.oneof(
      fc.constantFrom('00', '0', '7f', '80', 'ff', '00ff', '000000000000000000000000000000ff'),
      fc.constant(null).map(() => randomBytes(16).toString('hex')),
    );
    await fc.assert(
      fc.asyncProperty(text, text, salt, async (username, password, given) => {
        const kept = srp.makeVerifier(poolName, username, password, given);
        const challenge = srp.makeChallenge(kept.verifier);
        const { A, key } = await clientKey(username, password, kept.salt, challenge.B);
        expect(srp.sessionKey(A, challenge, kept.verifier)).toEqual(key);
        expect(
          srp.sessionKey(A, challenge, srp.makeVerifier(poolName, username, `${password}x`, given).verifier),
        ).not.toEqual(key);
      }),
      { numRuns: process.env.LONG === '1' ? 300 : 6 },
    );
  });

  it('makes another salt, and another public number, each time', () => {
    const [one, other] = [
      srp.makeVerifier(poolName, 'ann', 'secret'),
      srp.makeVerifier(poolName, 'ann', 'secret'),
    ];
    expect(one.salt).not.toBe(other.salt);
    expect(one.verifier).not.toBe(other.verifier);
    expect(srp.makeChallenge(one.verifier).B).not.toBe(srp.makeChallenge(one.verifier).B);
  });

  it.each(['0', '00', srp.N.toString(16), (2n * srp.N).toString(16), '', '-1', 'xyz', 'f'.repeat(1025)])(
    'does not take %.20s for a public number',
    (A) => {
      expect(srp.isAcceptableA(A)).toBe(false);
      expect(() => srp.sessionKey(A, { b: '3', B: '5' }, '7')).toThrow(RangeError);
    },
  );

  it('accepts a claim under its own signature only', () => {
    const key = randomBytes(16);
    const claim = {
      poolName,
      username: 'ann',
      secretBlock: randomBytes(64).toString('base64'),
      timestamp: 'now',
    };
    const signature = srp.signClaim(key, claim).toString('base64');
    expect(srp.isSignedBy(key, claim, signature)).toBe(true);
    expect(srp.isSignedBy(key, { ...claim, username: 'bob' }, signature)).toBe(false);
    expect(srp.isSignedBy(key, { ...claim, timestamp: 'later' }, signature)).toBe(false);
    expect(srp.isSignedBy(randomBytes(16), claim, signature)).toBe(false);
    expect(srp.isSignedBy(key, claim, '')).toBe(false);
  });
});
