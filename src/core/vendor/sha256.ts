/**
 * SHA-256 and HMAC for amazon-cognito-identity-js. It hashes synchronously, so it cannot use WebCrypto. The library's
 * own implementation is several times this size, for browsers of 2015 and data of any length.
 * https://csrc.nist.gov/pubs/fips/180-4/upd1/final
 */

/** Bytes of a block. A key is padded to this length (RFC 2104, section 2). */
const blockSize = 64;

export class Sha256 {
  readonly #key: Uint8Array | undefined;
  #data = new Uint8Array();

  /** @param secret makes it an HMAC with this key (RFC 2104) */
  constructor(secret?: string | Uint8Array) {
    if (secret === undefined) return;
    const key = toBytes(secret);
    this.#key = new Uint8Array(blockSize);
    this.#key.set(key.length > blockSize ? hash(key) : key);
  }

  update(data: string | Uint8Array): void {
    this.#data = joined(this.#data, toBytes(data));
  }

  /** @returns 32 bytes */
  digestSync(): Uint8Array {
    if (!this.#key) return hash(this.#data);
    const inner = hash(
      joined(
        this.#key.map((byte) => byte ^ 0x36),
        this.#data,
      ),
    );
    return hash(
      joined(
        this.#key.map((byte) => byte ^ 0x5c),
        inner,
      ),
    );
  }
}

const toBytes = (data: string | Uint8Array) =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The constants (4.2.2) and the initial words (5.3.3): the fractional parts of the roots of the first primes. */
let constants: { round: number[]; start: number[] } | undefined;

function makeConstants(): { round: number[]; start: number[] } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime)) primes.push(n);
  const fraction = (root: number) => ((root % 1) * 2 ** 32) | 0;
  return {
    round: primes.map((prime) => fraction(Math.cbrt(prime))),
    start: primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))),
  };
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

/** @param data less than 512 MB */
function hash(data: Uint8Array): Uint8Array<ArrayBuffer> {
  constants ??= makeConstants();
  const { round, start } = constants;
  const padded = new DataView(new ArrayBuffer(((data.length + 72) >> 6) << 6));
  new Uint8Array(padded.buffer).set(data);
  padded.setUint8(data.length, 0x80);
  padded.setUint32(padded.byteLength - 4, data.length * 8);
  const state = Int32Array.from(start);
  const words = new Int32Array(64);
  for (let at = 0; at < padded.byteLength; at += blockSize) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    round.forEach((constant, index) => {
      const before = (steps: number) => words[index - steps] ?? 0;
      const [near, far] = [before(2), before(15)];
      const word =
        index < 16
          ? padded.getInt32(at + index * 4)
          : (turn(near, 17) ^ turn(near, 19) ^ (near >>> 10)) +
            before(7) +
            (turn(far, 7) ^ turn(far, 18) ^ (far >>> 3)) +
            before(16);
      words[index] = word;
      const first =
        h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constant + (words[index] ?? 0);
      const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    });
    [a, b, c, d, e, f, g, h].forEach((word, index) => {
      state[index] = (state[index] ?? 0) + word;
    });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => {
    digest.setInt32(index * 4, word);
  });
  return new Uint8Array(digest.buffer);
}
