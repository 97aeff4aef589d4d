/** Replaces the sign-in library's random words: it searches for a source of randomness as in browsers of 2013. */
import { Buffer } from './buffer.ts';

export default class RandomWords {
  /** @returns random bytes, hex */
  random(bytes: number): string {
    return Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
  }
}
