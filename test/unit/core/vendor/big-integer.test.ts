import AuthenticationHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import Jsbn from 'amazon-cognito-identity-js/es/BigInteger.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import BigInteger from '../../../../src/core/vendor/big-integer.ts';

const long = process.env.LONG === '1';
/** The modulus of every sign-in: RFC 5054's 3072-bit prime. */
const prime = BigInt(`0x${new AuthenticationHelper('pool').N}`);

/** Integers as a sign-in meets them: of any length up to a product of two residues, and the awkward ones. */
const powerOfTwo = fc.nat({ max: 3100 }).map((bits) => 1n << BigInt(bits));
const below = (bits: bigint) => fc.bigInt({ min: 0n, max: (1n << bits) - 1n });
const magnitude = fc.oneof(
  { weight: 3, arbitrary: below(3072n) },
  { weight: 2, arbitrary: below(300n) },
  fc.constantFrom(0n, 1n, 2n, prime, prime - 1n, prime + 1n, prime * 2n),
  powerOfTwo,
  powerOfTwo.map((power) => power - 1n),
);
const integer = fc.tuple(magnitude, fc.boolean()).map(([value, negative]) => (negative ? -value : value));

/** Every operation but modPow, as a text that both classes must agree on. */
const operations: Record<string, (a: Jsbn, b: Jsbn) => string> = {
  add: (a, b) => a.add(b).toString(16),
  subtract: (a, b) => a.subtract(b).toString(16),
  multiply: (a, b) => a.multiply(b).toString(16),
  mod: (a, b) => (isZero(b) ? '' : a.mod(b.abs()).toString(16)),
  // The library's own answers with some difference: only its sign means anything.
  compareTo: (a, b) => String(Math.sign(a.compareTo(b))),
  equals: (a, b) => String(a.equals(b)),
  negate: (a) => a.negate().toString(16),
  abs: (a) => a.abs().toString(16),
  toString: (a: Jsbn) => a.toString(16),
};

const isZero = (value: Jsbn) => value.toString(16) === '0';
const ours = (value: bigint) => new BigInteger(value.toString(16), 16);
const theirs = (value: bigint) => new Jsbn(value.toString(16), 16);

function powers(base: bigint, exponent: bigint, modulus: bigint): { ours: string; theirs: string } {
  const answer = { ours: '', theirs: '' };
  ours(base).modPow(ours(exponent), ours(modulus), (_, power) => {
    answer.ours = power.toString(16);
  });
  theirs(base).modPow(theirs(exponent), theirs(modulus), (_, power) => {
    answer.theirs = power.toString(16);
  });
  return answer;
}

describe('our BigInteger', () => {
  it('answers every operation as the library’s own does', () => {
    const operation = fc.constantFrom(...Object.keys(operations));
    fc.assert(
      fc.property(operation, integer, integer, (name, a, b) => {
        const run = operations[name];
        if (!run) throw new Error(name);
        expect(run(ours(a), ours(b))).toBe(run(theirs(a), theirs(b)));
      }),
      { numRuns: long ? 100_000 : 2_000 },
    );
  });

  it('raises to a power as the library’s own does, for odd moduli of any length', () => {
    const oddModulus = below(400n).map((value) => value * 2n + 3n);
    const exponent = below(200n).map((value) => value + 1n);
    fc.assert(
      fc.property(integer, exponent, oddModulus, (base, power, modulus) => {
        const answer = powers(base, power, modulus);
        expect(answer.ours).toBe(answer.theirs);
      }),
      { numRuns: long ? 5_000 : 100 },
    );
  });

  it('raises to a power as the library’s own does, at the size of a sign-in', () => {
    const base = fc.oneof(integer, fc.constant(2n));
    fc.assert(
      fc.property(base, below(1280n), (value, exponent) => {
        const answer = powers(value, exponent + 1n, prime);
        expect(answer.ours).toBe(answer.theirs);
      }),
      { numRuns: long ? 500 : 5 },
    );
  });

  it('raises to a power modulo an even number too, as repeated multiplication does', () => {
    fc.assert(
      fc.property(integer, fc.nat({ max: 40 }), fc.integer({ min: 1, max: 5000 }), (base, times, half) => {
        const modulus = BigInt(half * 2);
        let expected = 1n % modulus;
        for (let done = 0; done < times; done += 1)
          expected = (((expected * base) % modulus) + modulus) % modulus;
        expect(ours(base).modPow(ours(BigInt(times)), ours(modulus)).value).toBe(expected);
      }),
    );
  });

  it('makes one of the power zero', () => {
    expect(ours(7n).modPow(BigInteger.ZERO, ours(prime)).equals(BigInteger.ONE)).toBe(true);
  });

  it('refuses a negative exponent and a modulus that is not positive', () => {
    expect(() => ours(2n).modPow(ours(-1n), ours(7n))).toThrow(RangeError);
    expect(() => ours(2n).modPow(ours(1n), BigInteger.ZERO)).toThrow(RangeError);
  });

  it('reads what is no number as the digits in it, so that a garbled answer is a wrong number', () => {
    expect(new BigInteger('-0x1f', 16).toString(16)).toBe('-1f');
    expect(new BigInteger('', 16).equals(BigInteger.ZERO)).toBe(true);
    expect(new BigInteger(null).equals(BigInteger.ZERO)).toBe(true);
  });

  it('refuses a radix it does not read', () => {
    expect(() => new BigInteger('7', 8)).toThrow(RangeError);
    expect(() => BigInteger.ONE.toString(2)).toThrow(RangeError);
  });
});
