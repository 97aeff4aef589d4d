/**
 * Proves a password without sending it: SRP-6a, as Cognito has it. The arithmetic is that of amazon-cognito-identity-js.
 * https://datatracker.ietf.org/doc/html/rfc5054
 */
import * as v from 'valibot';
import { CodedError } from '../../contract/errors.ts';
import { parseAnswer } from '../parse.ts';
import AuthenticationHelper from '../vendor/authentication-helper.ts';
import BigInteger from '../vendor/big-integer.ts';
import { Buffer } from '../vendor/buffer.ts';
import { Sha256 } from '../vendor/sha256.ts';

export interface SrpProof {
  /** The client's public value, hex. */
  publicValue: string;
  /**
   * The responses to PASSWORD_VERIFIER.
   *
   * @param parameters of the challenge
   * @param now our clock, epoch ms
   * @throws CodedError `badAnswer`
   */
  responses(
    parameters: unknown,
    password: string,
    now: number,
  ): { USERNAME: string } & Record<string, string>;
}

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
/** A number that is not negative, of at most 4096 bits. */
const hex = v.pipe(v.string(), v.regex(/^[\da-f]{1,1024}$/i));
const verifier = v.object({
  /** The user's own name, if an alias was typed. */
  USER_ID_FOR_SRP: text(256),
  SRP_B: hex,
  SALT: hex,
  /** Base64. It is sent back as it is. */
  SECRET_BLOCK: text(8192),
});

/**
 * One proof. Its secret is random, and used once.
 * @param poolName the part of the user pool's id behind its region
 */
export function createSrpProof(poolName: string): SrpProof {
  const helper = new AuthenticationHelper(poolName);
  return {
    publicValue: helper.largeAValue.toString(),
    responses(parameters, password, now) {
      const { USER_ID_FOR_SRP, SRP_B, SALT, SECRET_BLOCK } = parseAnswer(verifier, parameters);
      const timestamp = timestampOf(now);
      try {
        const key = helper.passwordKey(
          USER_ID_FOR_SRP,
          password,
          new BigInteger(SRP_B),
          new BigInteger(SALT),
        );
        const signature = new Sha256(key);
        signature.update(Buffer.from(poolName + USER_ID_FOR_SRP));
        signature.update(Buffer.from(SECRET_BLOCK, 'base64'));
        signature.update(timestamp);
        return {
          USERNAME: USER_ID_FOR_SRP,
          PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
          PASSWORD_CLAIM_SIGNATURE: Buffer.from(signature.digestSync()).toString('base64'),
          TIMESTAMP: timestamp,
        };
      } catch (cause) {
        // A public value that RFC 5054 forbids, or a text that is not base64.
        throw new CodedError('badAnswer', undefined, { cause });
      }
    },
  };
}

/**
 * A time in the form in which Cognito wants it signed, such as `Sat Nov 7 09:05:00 UTC 2026`.
 * @param now epoch ms
 */
export const timestampOf = (now: number): string =>
  // ECMAScript fixes this text: `Sat, 07 Nov 2026 09:05:00 GMT`.
  new Date(now).toUTCString().replace(/^(\w+), 0?(\d+) (\w+) (\d+) (\S+) GMT$/, '$1 $3 $2 $5 UTC $4');
