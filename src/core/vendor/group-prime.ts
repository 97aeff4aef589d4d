/**
 * The prime of SRP's 3072-bit group, by its definition: https://datatracker.ietf.org/doc/html/rfc3526#section-4. The
 * library has its 768 digits, which no compression makes shorter.
 */
import BigInteger from './big-integer.ts';

/** Bits of pi that the definition uses, and some more against rounding. */
const bits = 2942n;
const guard = 64n;

let prime: BigInteger | undefined;

/** `2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314)`. It is computed at its first use. */
export function groupPrime(): BigInteger {
  prime ??= new BigInteger((1n << 3072n) - (1n << 3008n) - 1n + (((pi() >> guard) + 1690314n) << 64n));
  return prime;
}

/** Machin's formula. */
const pi = (): bigint => 4n * (4n * arctangent(5n) - arctangent(239n));

/** `arctan(1 / x)` by its series, in units of 2^-(bits + guard). */
function arctangent(x: bigint): bigint {
  let sum = 0n;
  let power = (1n << (bits + guard)) / x;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power /= -x * x;
  }
  return sum;
}
