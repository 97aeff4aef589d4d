/**
 * SHA-256 and HMAC for amazon-cognito-identity-js, which hashes while nothing else can run and so can't use WebCrypto.
 * The hash that it brings is made for old browsers and takes several times as much room. What is hashed here is short:
 * it is gathered and hashed at once.
 */

/** Bytes of a block, to which a key is filled up (RFC 2104, section 2). */
const blockSize = 64;

export class Sha256 {
  #data: Uint8Array;
  readonly #outer: Uint8Array | undefined;

  /** @param secret makes it an HMAC with this key (RFC 2104) */
  constructor(secret?: string | Uint8Array) {
    const key = secret === undefined ? undefined : blockOf(toBytes(secret));
    this.#data = key?.map((byte) => byte ^ 0x36) ?? new Uint8Array();
    this.#outer = key?.map((byte) => byte ^ 0x5c);
  }

  update(data: string | Uint8Array): void {
    this.#data = joined(this.#data, toBytes(data));
  }

  /** @returns 32 bytes */
  digestSync(): Uint8Array {
    const digest = hash(this.#data);
    return this.#outer ? hash(joined(this.#outer, digest)) : digest;
  }
}

/** The constants are fractions of roots of the first primes (FIPS 180-4, sections 4.2.2 and 5.3.3): made by the first hash. */
let constants: { start: Int32Array; rounds: Int32Array } | undefined;

function makeConstants() {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate += 1)
    if (primes.every((prime) => candidate % prime > 0)) primes.push(candidate);
  const fractions = (root: (prime: number) => number) =>
    Int32Array.from(primes, (prime) => (root(prime) % 1) * 2 ** 32);
  return { start: fractions(Math.sqrt).slice(0, 8), rounds: fractions(Math.cbrt) };
}

/** FIPS 180-4, section 6.2. */
function hash(data: Uint8Array): Uint8Array {
  constants ??= makeConstants();
  const { start, rounds } = constants;
  // A one, zeros, and the number of bits in eight bytes fill up the last block.
  const padded = new DataView(new ArrayBuffer((((data.length + 8) >> 6) + 1) * blockSize));
  new Uint8Array(padded.buffer).set(data);
  padded.setUint8(data.length, 0x80);
  padded.setUint32(padded.byteLength - 4, data.length * 8);

  const state = start.slice();
  const words = new Int32Array(64);
  // All indexes lie within their arrays.
  const word = (at: number) => words[at] as number;
  for (let block = 0; block < padded.byteLength; block += blockSize) {
    let [a, b, c, d, e, f, g, h] = state as unknown as Eight;
    for (let at = 0; at < 64; at += 1) {
      words[at] =
        at < 16
          ? padded.getInt32(block + at * 4)
          : word(at - 16) +
            word(at - 7) +
            (turn(word(at - 15), 7) ^ turn(word(at - 15), 18) ^ (word(at - 15) >>> 3)) +
            (turn(word(at - 2), 17) ^ turn(word(at - 2), 19) ^ (word(at - 2) >>> 10));
      const first =
        (h +
          (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +
          ((e & f) ^ (~e & g)) +
          (rounds[at] as number) +
          word(at)) |
        0;
      const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      // One by one: a swap by destructuring takes several times as long before it is optimised.
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    for (const [at, value] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] as number) + value;
  }

  const digest = new DataView(new ArrayBuffer(32));
  for (const [at, value] of state.entries()) digest.setInt32(at * 4, value);
  return new Uint8Array(digest.buffer);
}

type Eight = [number, number, number, number, number, number, number, number];

/** A word of 32 bits turned to the right. */
const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

function blockOf(key: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockSize);
  block.set(key.length > blockSize ? hash(key) : key);
  return block;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

const toBytes = (data: string | Uint8Array) =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;
