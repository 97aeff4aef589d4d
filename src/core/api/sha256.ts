/** SHA-256 and HMAC-SHA-256 by WebCrypto, with the interface that the AWS SDK expects of a hash. */

type Source = string | ArrayBuffer | ArrayBufferView;
type Bytes = Uint8Array<ArrayBuffer>;

/** The constructor that the SDK takes as `sha256`. */
export class Sha256 {
  readonly #secret: Source | undefined;
  #data: Bytes = new Uint8Array();

  /** @param secret makes it an HMAC with this key */
  constructor(secret?: Source) {
    this.#secret = secret;
  }

  update(chunk: Source): void {
    const bytes = toBytes(chunk);
    this.#data = this.#data.length === 0 ? bytes : joined(this.#data, bytes);
  }

  /** @returns 32 bytes */
  async digest(): Promise<Bytes> {
    const secret = this.#secret;
    return new Uint8Array(
      secret === undefined
        ? await crypto.subtle.digest('SHA-256', this.#data)
        : await crypto.subtle.sign('HMAC', await hmacKey(toBytes(secret)), this.#data),
    );
  }

  reset(): void {
    this.#data = new Uint8Array();
  }
}

/** Imports a key for HMAC-SHA-256. Its bytes cannot be exported again. */
export function hmacKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

function toBytes(source: Source): Bytes {
  if (typeof source === 'string') return new TextEncoder().encode(source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  // WebCrypto takes no shared memory, and no caller of a signer has any.
  return new Uint8Array(source.buffer as ArrayBuffer, source.byteOffset, source.byteLength);
}

function joined(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
