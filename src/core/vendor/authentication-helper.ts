/**
 * The sign-in library's arithmetic of SRP with a secret as long as it has to be. RFC 5054, section 2.5.4: "a is a random
 * number that SHOULD be at least 256 bits in length". The library takes 1,024 bits, as all that descend from it do, and
 * a power takes as long as its exponent is; guessing the secret is no easier than a collision of SHA-256 either way. A
 * server sees g^a only, not how long a is.
 */
import AuthenticationHelper from 'amazon-cognito-identity-js/src/AuthenticationHelper.js';
import BigInteger from './big-integer.ts';
import { Buffer } from './buffer.ts';

const secretBytes = 32;

export default class ShortSecretHelper extends AuthenticationHelper {
  /** 256 random bits behind a leading one: every secret has as many bits, so that none is told by how long it takes. */
  override generateRandomSmallA(): BigInteger {
    const random = Buffer.from(crypto.getRandomValues(new Uint8Array(secretBytes)));
    return new BigInteger(`1${random.toString('hex')}`, 16);
  }
}
