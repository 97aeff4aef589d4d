/** Modular exponentiation over native BigInt, for the few thousand bits of a sign-in (RFC 5054's 3072-bit group). */

/**
 * `base ** exponent mod modulus`, in `[0, modulus)`.
 *
 * @param base any integer
 * @param exponent not negative
 * @param modulus positive; odd or even
 * @throws RangeError for a negative exponent or a modulus that is not positive
 */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  if (exponent < 0n) throw new RangeError('The exponent is negative');
  if (modulus <= 0n) throw new RangeError('The modulus is not positive');
  if (exponent === 0n) return 1n % modulus;
  const reduce = reducerOf(modulus);
  const start = ((base % modulus) + modulus) % modulus;
  const bits = exponent.toString(2);
  return start === 2n ? powerOfTwo(bits, reduce) : slidingWindow(start, bits, reduce);
}

/** Number of bits of a non-negative integer: 0 for 0. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  const leadingDigit = Number.parseInt(hex.charAt(0), 16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(leadingDigit));
}

/** Takes a non-negative integer to its remainder. */
type Reduce = (value: bigint) => bigint;

/** All exponentiations of a sign-in share one modulus: its reducer is kept, and only it. */
let latest: { modulus: bigint; reduce: Reduce } | undefined;

function reducerOf(modulus: bigint): Reduce {
  if (latest?.modulus !== modulus) latest = { modulus, reduce: foldingReducer(modulus) };
  return latest.reduce;
}

/**
 * Reduction by folding. Cut a value at bit j: `value = high * 2^j + low`, so it has the same remainder as
 * `high * (2^j mod m) + low`, where `2^j mod m` is known beforehand. That costs one multiplication, which the engine does
 * in less than quadratic time, and makes the value about as long as the cut. A product of two remainders has twice
 * the bits of m; cut at 1.5, 1.25 and 1.125 times the bits of m, it is nearly as short as m, and the division that
 * remains is a short one. (Handbook of Applied Cryptography, 14.3.4, folds in the same way for moduli of a special form.)
 */
function foldingReducer(modulus: bigint): Reduce {
  const length = bitLength(modulus);
  const folds = [1.5, 1.25, 1.125].map((factor) => {
    const cut = Math.ceil(length * factor);
    return { cut, shift: BigInt(cut), weight: (1n << BigInt(cut)) % modulus };
  });
  return (value) => {
    let folded = value;
    for (const { cut, shift, weight } of folds) {
      const high = folded >> shift;
      if (high !== 0n) folded = high * weight + BigInt.asUintN(cut, folded);
    }
    return folded % modulus;
  };
}

/** Base 2, which is the generator of SRP's group: a multiplication by it is a shift. */
function powerOfTwo(bits: string, reduce: Reduce): bigint {
  let power = 1n;
  for (const bit of bits) {
    const squared = power * power;
    power = reduce(bit === '1' ? squared << 1n : squared);
  }
  return power;
}

/**
 * Left-to-right sliding window (Handbook of Applied Cryptography, algorithm 14.85): odd powers of the base are made
 * beforehand, so that a window of several bits, which ends in a one, costs a single multiplication.
 */
function slidingWindow(base: bigint, bits: string, reduce: Reduce): bigint {
  const width = windowWidth(bits.length);
  const oddPowers = oddPowersOf(base, 1 << (width - 1), reduce);
  let power = 1n;
  let at = 0;
  while (at < bits.length) {
    if (bits[at] === '0') {
      power = reduce(power * power);
      at += 1;
      continue;
    }
    const window = bits.slice(at, at + width).replace(/0+$/, '');
    for (let squarings = window.length; squarings > 0; squarings -= 1) power = reduce(power * power);
    // A window is odd and has at most `width` bits: its power was made.
    power = reduce(power * (oddPowers[Number.parseInt(window, 2) >> 1] as bigint));
    at += window.length;
  }
  return power;
}

/** `base^1, base^3, base^5, …`: as many as asked for. */
function oddPowersOf(base: bigint, count: number, reduce: Reduce): bigint[] {
  const square = reduce(base * base);
  const powers = [base];
  for (let power = base; powers.length < count; ) {
    power = reduce(power * square);
    powers.push(power);
  }
  return powers;
}

/** Bits of a window: wider ones save multiplications as long as making the odd powers costs less. */
function windowWidth(exponentBits: number): number {
  if (exponentBits < 18) return 1;
  if (exponentBits < 48) return 3;
  if (exponentBits < 144) return 4;
  if (exponentBits < 768) return 5;
  return 6;
}
