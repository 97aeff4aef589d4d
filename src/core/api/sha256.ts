/**
 * SHA-256 and HMAC-SHA-256 by WebCrypto, in the form in which the AWS SDK's signer asks for a hash. WebCrypto wants a key
 * imported before use, and the signer uses the same two keys for every request of a day; so imported keys are kept, and
 * with them the digests made with a text as key: the signer identifies credentials by one before each signature.
 */
import { clearCredentialCache } from '@aws-sdk/signature-v4';

type Source = string | ArrayBuffer | ArrayBufferView;
type Bytes = Uint8Array<ArrayBuffer>;

/** Keys in the form of bytes: the signer keeps the object itself, and drops it with the credentials. */
let keysOfBytes = new WeakMap<object, Promise<CryptoKey>>();
/** Digests made with a text as key, by key and data. A few a day for each set of credentials. */
const digestsByText = new Map<string, Promise<Bytes>>();
const mostDigests = 50;

/** Forgets all key material, the signer's own included: to be called at sign-out. */
export function clearSigningKeys(): void {
  clearCredentialCache();
  keysOfBytes = new WeakMap();
  digestsByText.clear();
}

/** The constructor that `SignatureV4` takes as `sha256`. */
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

  /** @returns 32 bytes, not to be changed: they may be shared */
  async digest(): Promise<Bytes> {
    const secret = this.#secret;
    if (secret === undefined) return new Uint8Array(await crypto.subtle.digest('SHA-256', this.#data));
    if (typeof secret === 'string') return digestByText(secret, this.#data);
    return hmac(await keyOfBytes(secret), this.#data);
  }

  reset(): void {
    this.#data = new Uint8Array();
  }
}

function digestByText(secret: string, data: Bytes): Promise<Bytes> {
  const name = `${secret}\n${data.join()}`;
  const known = digestsByText.get(name);
  if (known) return known;
  if (digestsByText.size === mostDigests) digestsByText.clear();
  const digest = importKey(toBytes(secret)).then((key) => hmac(key, data));
  digestsByText.set(name, digest);
  return digest;
}

function keyOfBytes(secret: ArrayBuffer | ArrayBufferView): Promise<CryptoKey> {
  const known = keysOfBytes.get(secret);
  if (known) return known;
  const key = importKey(toBytes(secret));
  keysOfBytes.set(secret, key);
  return key;
}

function importKey(bytes: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

async function hmac(key: CryptoKey, data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, data));
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
