/**
 * The sign-in library's SRP arithmetic with a secret of the required length. RFC 5054, section 2.5.4: "a is a random
 * number that SHOULD be at least 256 bits in length". The library and its descendants use 1,024 bits. The time of a
 * power grows with its exponent, and 256 bits are as hard to guess as a collision of SHA-256. A server sees only g^a,
 * not the length of a.
 */
import AuthenticationHelper from 'amazon-cognito-identity-js/src/AuthenticationHelper.js';
import BigInteger from './big-integer.ts';
import { Buffer } from './buffer.ts';

const secretBytes = 32;

export default class ShortSecretHelper extends AuthenticationHelper {
  /** 256 random bits behind a leading one. Every secret has the same length, so the time reveals nothing. */
  override generateRandomSmallA(): BigInteger {
    const random = Buffer.from(crypto.getRandomValues(new Uint8Array(secretBytes)));
    return new BigInteger(`1${random.toString('hex')}`, 16);
  }

  /**
   * The key that proves a password. The library computes it before its call returns.
   *
   * @param serverValue the server's public value
   * @throws Error for a public value that RFC 5054 forbids
   */
  passwordKey(username: string, password: string, serverValue: BigInteger, salt: BigInteger): Uint8Array {
    let key = new Uint8Array();
    this.getPasswordAuthenticationKey(username, password, serverValue, salt, (error, computed) => {
      if (error) throw error;
      key = Uint8Array.from(computed);
    });
    return key;
  }
}
