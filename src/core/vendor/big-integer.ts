/**
 * Replaces amazon-cognito-identity-js's BigInteger (jsbn, arrays of 28-bit digits) by the engine's own BigInt. The
 * library's AuthenticationHelper and our own code must both import this one: it tests with `instanceof`. It supports
 * radix 16 only, which is all that is used.
 */
import { modPow } from './mod-pow.ts';

export default class BigInteger {
  static readonly ZERO = new BigInteger(0n);
  static readonly ONE = new BigInteger(1n);

  readonly value: bigint;

  /** @param value hexadecimal text, with a minus sign if it is negative; null makes zero */
  constructor(value: string | bigint | null, radix = 16) {
    this.value = typeof value === 'string' ? parseHex(value, radix) : (value ?? 0n);
  }

  toString(radix = 16): string {
    return this.value.toString(hexadecimal(radix));
  }

  negate(): BigInteger {
    return new BigInteger(-this.value);
  }

  abs(): BigInteger {
    return this.value < 0n ? this.negate() : this;
  }

  /** Negative, zero or positive if this is less than, equal to or greater than the other. */
  compareTo(other: BigInteger): number {
    if (this.value === other.value) return 0;
    return this.value < other.value ? -1 : 1;
  }

  equals(other: BigInteger): boolean {
    return this.value === other.value;
  }

  add(other: BigInteger): BigInteger {
    return new BigInteger(this.value + other.value);
  }

  subtract(other: BigInteger): BigInteger {
    return new BigInteger(this.value - other.value);
  }

  multiply(other: BigInteger): BigInteger {
    return new BigInteger(this.value * other.value);
  }

  /** The non-negative remainder. */
  mod(modulus: BigInteger): BigInteger {
    const remainder = this.value % modulus.value;
    return new BigInteger(remainder < 0n ? remainder + modulus.value : remainder);
  }

  /** The power. It is also passed to the callback before the call returns, as in the library. */
  modPow(
    exponent: BigInteger,
    modulus: BigInteger,
    callback?: (error: null, power: BigInteger) => void,
  ): BigInteger {
    const power = new BigInteger(modPow(this.value, exponent.value, modulus.value));
    callback?.(null, power);
    return power;
  }
}

/**
 * Ignores characters that are not hexadecimal digits, as the library does. A garbled answer of a server then fails as a
 * wrong proof, not as an exception inside a callback.
 */
function parseHex(text: string, radix: number): bigint {
  hexadecimal(radix);
  const digits = text.replace(/[^0-9a-fA-F]/g, '');
  const magnitude = digits === '' ? 0n : BigInt(`0x${digits}`);
  return /^[^0-9a-fA-F]*-/.test(text) ? -magnitude : magnitude;
}

function hexadecimal(radix: number): 16 {
  if (radix !== 16) throw new RangeError(`Radix ${radix} is not supported`);
  return radix;
}
