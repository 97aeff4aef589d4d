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

/** Takes a non-negative integer to one of the same remainder, about as long as the modulus. */
type Reduce = (value: bigint) => bigint;

/** All exponentiations of a sign-in share one modulus: its reducer is kept, and only it. */
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
/** Folds of a reduction: with more of them a value gets shorter, and each takes its time. */
const folds = 5;

/**
 * Reduction by folding. Cut a value at bit j: `value = high * 2^j + low`, so it has the same remainder as
 * `high * (2^j mod m) + low`, where `2^j mod m` is known beforehand. That costs one multiplication, and makes the value
 * about as long as the cut. A product of two values has twice the bits of m; each fold takes away half of what it is
 * longer than m. A division at the end would cost more than what the few bits that are left do in the next product.
 * (Handbook of Applied Cryptography, 14.3.4, folds in the same way for moduli of a special form.)
 */
function foldingReducer(modulus: bigint): Reduce {
  const length = bitLength(modulus);
  // A few bits more than the half, so that carries never add up. What is left after the last fold returns twice in the
  // next product, and with it the shift of a digit: a fixed point of that.
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

/** An exponent's digits, the highest first: how many there are, and so what is done, depends on its length alone. */
function digitsOf(exponent: bigint): number[] {
  const bits = exponent.toString(2);
  const filled = bits.padStart(Math.ceil(bits.length / width) * width, '0');
  return Array.from({ length: filled.length / width }, (_, at) =>
    Number.parseInt(filled.slice(at * width, (at + 1) * width), 2),
  );
}

/** Base 2, which is the generator of SRP's group: a multiplication by a power of it is a shift. */
function powerOfTwo(digits: readonly number[], reduce: Reduce): bigint {
  let power = 1n;
  for (const digit of digits) {
    for (let squarings = width; squarings > 1; squarings -= 1) power = reduce(power * power);
    power = reduce((power * power) << BigInt(digit));
  }
  return power;
}

/**
 * Left-to-right with a fixed window (Handbook of Applied Cryptography, algorithm 14.82): the same squarings and
 * multiplications whatever the digits are, zeros included.
 */
function power(base: bigint, digits: readonly number[], reduce: Reduce): bigint {
  const powers = [1n];
  for (let last = 1n; powers.length < 2 ** width; powers.push(last)) last = reduce(last * base);
  let power = 1n;
  for (const digit of digits) {
    for (let squarings = width; squarings > 0; squarings -= 1) power = reduce(power * power);
    power = reduce(power * (powers[digit] as bigint)); // a digit is less than there are powers
  }
  return power;
}
