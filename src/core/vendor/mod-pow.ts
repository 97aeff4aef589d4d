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
  const reduce = reducerOf(modulus);
  const start = ((base % modulus) + modulus) % modulus;
  const digits = digitsOf(exponent);
  return (start === 2n ? powerOfTwo(digits, reduce) : power(start, digits, reduce)) % modulus;
}

/** Number of bits of a non-negative integer: 0 for 0. */
export function bitLength(value: bigint): number {
  if (value === 0n) return 0;
  const hex = value.toString(16);
  const leadingDigit = Number.parseInt(hex.charAt(0), 16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(leadingDigit));
}

/** Maps a non-negative integer to one with the same remainder, about as long as the modulus. */
type Reduce = (value: bigint) => bigint;

/** All exponentiations of a sign-in share one modulus. Only the last one's reducer is kept. */
let latest: { modulus: bigint; reduce: Reduce } | undefined;

function reducerOf(modulus: bigint): Reduce {
  if (latest?.modulus !== modulus) {
    const reduce = bitLength(modulus) < 512 ? (value: bigint) => value % modulus : foldingReducer(modulus);
    latest = { modulus, reduce };
  }
  return latest.reduce;
}

/** Bits of a digit of the exponent. */
const width = 5;
/** Number of folds of a reduction. Each further fold makes the value shorter, and costs time. */
const folds = 5;

/**
 * Reduction by folding. Cut a value at bit j: `value = high * 2^j + low`. It has the same remainder as `high * (2^j mod
 * m) + low`, and `2^j mod m` is computed once. A fold costs one multiplication, and makes the value about as long as
 * the cut. A product of two values has twice the bits of m; each fold removes half of the excess over m. A division at
 * the end would cost more than the few remaining bits cost in the next product. (Handbook of Applied Cryptography,
 * 14.3.4, folds in the same way for moduli of a special form.)
 */
function foldingReducer(modulus: bigint): Reduce {
  const length = bitLength(modulus);
  // A few bits more than the half, so that carries never add up. The excess after the last fold counts twice in the
  // next product, and so does the shift of a digit: this is the fixed point.
  const slack = 8;
  let excess = (length + 2 ** width + 2 + 2 * (length / 2 ** folds + 4 * slack)) * 1.01;
  const cuts = Array.from({ length: folds }, () => {
    excess = excess / 2 + slack;
    const cut = Math.ceil(length + excess);
    return { cut, shift: BigInt(cut), weight: (1n << BigInt(cut)) % modulus };
  });
  return (value) => {
    let folded = value;
    for (const { cut, shift, weight } of cuts) {
      const high = folded >> shift;
      if (high !== 0n) folded = high * weight + BigInt.asUintN(cut, folded);
    }
    return folded;
  };
}

/** An exponent's digits, the highest first. Their number, and so the work, depends on the exponent's length only. */
function digitsOf(exponent: bigint): number[] {
  const bits = exponent.toString(2);
  const filled = bits.padStart(Math.ceil(bits.length / width) * width, '0');
  return Array.from({ length: filled.length / width }, (_, at) =>
    Number.parseInt(filled.slice(at * width, (at + 1) * width), 2),
  );
}

/** Base 2 is the generator of SRP's group: a multiplication by a power of it is a shift. */
function powerOfTwo(digits: readonly number[], reduce: Reduce): bigint {
  let power = 1n;
  for (const digit of digits) {
    for (let squarings = width; squarings > 1; squarings -= 1) power = reduce(power * power);
    power = reduce((power * power) << BigInt(digit));
  }
  return power;
}

/**
 * Left-to-right with a fixed window (Handbook of Applied Cryptography, algorithm 14.82). All digits, zeros included,
 * cost the same squarings and multiplications.
 */
function power(base: bigint, digits: readonly number[], reduce: Reduce): bigint {
  const powers = [1n];
  for (let last = 1n; powers.length < 2 ** width; powers.push(last)) last = reduce(last * base);
  let power = 1n;
  for (const digit of digits) {
    for (let squarings = width; squarings > 0; squarings -= 1) power = reduce(power * power);
    power = reduce(power * (powers[digit] as bigint)); // a digit is smaller than the number of powers
  }
  return power;
}
