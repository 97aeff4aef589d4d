/** Our powers beside those of two others who know nothing of each other: the engine's plain arithmetic, and OpenSSL. */
import { createDiffieHellman } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { N } from '../../../../src/cloud/local/user-pool/sign-in/srp.ts';
import { bitLength, modPow } from '../../../../src/core/vendor/mod-pow.ts';

const long = process.env.LONG === '1';
const below = (bits: number) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n });

/** Bit by bit, as the definition says. */
function plainly(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let power = 1n % modulus;
  for (const bit of exponent.toString(2)) {
    power = (power * power) % modulus;
    if (bit === '1') power = (((power * base) % modulus) + modulus) % modulus;
  }
  return power;
}

const bytes = (value: bigint) => {
  const digits = value.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
};

/**
 * Computes a power as a Diffie-Hellman secret. OpenSSL accepts no base below 2, and none of the modulus less one or
 * above. Since version 3.5 it accepts squares only if it knows the modulus, which is N.
 */
function byOpenSsl(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const group = createDiffieHellman(bytes(modulus), 2);
  group.setPrivateKey(bytes(exponent));
  return BigInt(`0x${group.computeSecret(bytes(base)).toString('hex')}`);
}

const edges = [0n, 1n, 2n, 3n, N - 2n, N - 1n, N, N + 1n, 2n * N, 1n << 3071n, (1n << 3072n) - 1n, -1n, -N];

describe('modPow', () => {
  it('gives what plain arithmetic gives, for numbers of every length', () => {
    const size = fc.constantFrom(1, 2, 8, 64, 65, 300, 512, 530);
    const number = size.chain(below);
    const modulus = number.map((value) => value + 1n);
    fc.assert(
      fc.property(number, fc.boolean(), number, modulus, (value, negative, exponent, by) => {
        const base = negative ? -value : value;
        expect(modPow(base, exponent, by)).toBe(plainly(base, exponent, by));
      }),
      { numRuns: long ? 20_000 : 500 },
    );
  });

  it('gives what OpenSSL gives, at the size of a sign-in', () => {
    const unknown = N - 2n;
    const base = fc.oneof(
      { weight: 3, arbitrary: fc.bigInt({ min: 2n, max: unknown - 2n }) },
      { weight: 1, arbitrary: fc.constantFrom(2n, 3n, unknown - 2n, 1n << 3071n) },
    );
    const exponent = fc.constantFrom(64, 256, 1024, 1281).chain((bits) => below(bits).map((e) => e + 2n));
    fc.assert(
      fc.property(base, exponent, (value, times) => {
        expect(modPow(value, times, unknown)).toBe(byOpenSsl(value, times, unknown));
        const square = (value * value) % N;
        expect(modPow(square, times, N)).toBe(byOpenSsl(square, times, N));
      }),
      { numRuns: long ? 500 : 10 },
    );
  });

  it('gives what plain arithmetic gives at the edges: around nothing, a power of two and the modulus', () => {
    const exponents = [0n, 1n, 2n, 17n, 18n, (1n << 47n) - 1n, 1n << 47n, (1n << 144n) + 1n];
    for (const base of edges)
      for (const exponent of exponents)
        for (const modulus of [1n, 2n, 3n, N, 1n << 64n])
          expect(modPow(base, exponent, modulus)).toBe(plainly(base, exponent, modulus));
  });

  it('works with one modulus after another', () => {
    for (const modulus of [N, 97n, N, 101n, 97n])
      expect(modPow(5n, 96n, modulus)).toBe(plainly(5n, 96n, modulus));
  });
});

describe('bitLength', () => {
  it('counts the digits of a number in base 2', () => {
    fc.assert(
      fc.property(below(3100), (value) => {
        expect(bitLength(value)).toBe(value === 0n ? 0 : value.toString(2).length);
      }),
      { numRuns: long ? 10_000 : 200 },
    );
  });
});
