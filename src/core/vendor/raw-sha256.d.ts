declare module '@aws-crypto/sha256-js/build/RawSha256.js' {
  export class RawSha256 {
    update(data: Uint8Array): void;
    /** 32 bytes; the hash takes no more data afterwards. */
    digest(): Uint8Array;
  }
}
