/**
 * WebCrypto as far as the background uses it, by Node's own functions, without a way to another thread: what happens in
 * which order is then the same in each run.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  randomUUID,
  webcrypto,
} from 'node:crypto';

/** A key as it is stored: plain data, so that a database takes it. */
interface Key {
  secret: Uint8Array;
}
type Source = ArrayBuffer | ArrayBufferView<ArrayBuffer>;

const bytesOf = (source: Source): Uint8Array =>
  source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const tagLength = 16;

interface Sealing {
  iv: Uint8Array;
  additionalData: Uint8Array;
}

const subtle = {
  generateKey: async (): Promise<Key> => ({ secret: new Uint8Array(randomBytes(32)) }),
  importKey: async (_format: string, bytes: Source): Promise<Key> => ({ secret: bytesOf(bytes) }),
  digest: async (_algorithm: string, data: Source) =>
    bufferOf(createHash('sha256').update(bytesOf(data)).digest()),
  sign: async (_algorithm: string, { secret }: Key, data: Source) =>
    bufferOf(createHmac('sha256', secret).update(bytesOf(data)).digest()),
  async encrypt({ iv, additionalData }: Sealing, { secret }: Key, clear: Source) {
    const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(additionalData);
    return bufferOf(Buffer.concat([cipher.update(bytesOf(clear)), cipher.final(), cipher.getAuthTag()]));
  },
  async decrypt({ iv, additionalData }: Sealing, { secret }: Key, sealed: Source) {
    const bytes = bytesOf(sealed);
    const end = bytes.length - tagLength;
    const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAAD(additionalData);
    decipher.setAuthTag(bytes.subarray(end));
    return bufferOf(Buffer.concat([decipher.update(bytes.subarray(0, end)), decipher.final()]));
  },
};

export const instantCrypto = {
  subtle,
  randomUUID,
  getRandomValues: webcrypto.getRandomValues.bind(webcrypto),
};
