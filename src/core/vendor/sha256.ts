/**
 * SHA-256 and HMAC for amazon-cognito-identity-js, which hashes while nothing else can run and so can't use WebCrypto.
 * The hash is the one it brings (`@aws-crypto/sha256-js`); left out is what surrounds it there: helpers for old browsers,
 * several times its size.
 */
import { RawSha256 } from '@aws-crypto/sha256-js/build/RawSha256.js';

/** Bytes of a block, to which a key is filled up (RFC 2104, section 2). */
const blockSize = 64;

export class Sha256 {
  readonly #inner = new RawSha256();
  readonly #outer: RawSha256 | undefined;

  /** @param secret makes it an HMAC with this key (RFC 2104) */
  constructor(secret?: string | Uint8Array) {
    if (secret === undefined) return;
    const key = blockOf(toBytes(secret));
    this.#inner.update(key.map((byte) => byte ^ 0x36));
    this.#outer = new RawSha256();
    this.#outer.update(key.map((byte) => byte ^ 0x5c));
  }

  update(data: string | Uint8Array): void {
    this.#inner.update(toBytes(data));
  }

  /** Ends the hash. @returns 32 bytes */
  digestSync(): Uint8Array {
    const digest = this.#inner.digest();
    if (!this.#outer) return digest;
    this.#outer.update(digest);
    return this.#outer.digest();
  }
}

function blockOf(key: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockSize);
  block.set(key.length > blockSize ? hash(key) : key);
  return block;
}

function hash(data: Uint8Array): Uint8Array {
  const hash = new RawSha256();
  hash.update(data);
  return hash.digest();
}

const toBytes = (data: string | Uint8Array) =>
  typeof data === 'string' ? new TextEncoder().encode(data) : data;
