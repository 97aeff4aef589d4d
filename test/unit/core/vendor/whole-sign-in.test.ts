/** The proof of a password from its first number to its key: by the library over our numbers, over its own, and by a server. */
import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import type LibraryHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import type Jsbn from 'amazon-cognito-identity-js/es/BigInteger.js';
import { describe, expect, it } from 'vitest';
import {
  makeChallenge,
  makeVerifier,
  sessionKey,
} from '../../../../src/cloud/local/user-pool/sign-in/srp.ts';
import ShippedHelper from '../../../../src/core/vendor/authentication-helper.ts';
import BigInteger from '../../../../src/core/vendor/big-integer.ts';

const long = process.env.LONG === '1';

// Node's own loader knows nothing of our replacements: this is the library as it comes.
const require = createRequire(import.meta.url);
const TheirHelper: typeof LibraryHelper =
  require('amazon-cognito-identity-js/lib/AuthenticationHelper').default;
const TheirInteger: typeof Jsbn = require('amazon-cognito-identity-js/lib/BigInteger').default;

type Numbers = new (text: string, radix: 16) => object;
/** The shipped one has the same methods, with our numbers in their types. */
const OurHelper = ShippedHelper as unknown as typeof LibraryHelper;

/** @param a the client's secret, hex; random when not given */
function prove(Helper: typeof LibraryHelper, Integer: Numbers, { username, password, salt, B, a }: Given) {
  const helper = new Helper('AbC123xyz');
  if (a !== undefined) {
    helper.smallAValue = new Integer(a, 16);
    helper.calculateA(helper.smallAValue, (_, A) => {
      helper.largeAValue = A;
    });
  }
  const proof = { A: helper.largeAValue.toString(16), key: '' };
  const numbers = [new Integer(B, 16), new Integer(salt, 16)];
  helper.getPasswordAuthenticationKey(username, password, numbers[0], numbers[1], (error, key) => {
    if (error) throw error;
    proof.key = Buffer.from(key).toString('hex');
  });
  return proof;
}

interface Given {
  username: string;
  password: string;
  salt: string;
  B: string;
  a?: string;
}

/** Somebody who signs in, and what the server knows and asks. */
function somebody() {
  const [username, password] = [randomBytes(8).toString('base64'), `${randomBytes(12).toString('base64')}ü€`];
  const salt = randomBytes(16).toString('hex');
  const { verifier } = makeVerifier('AbC123xyz', username, password, salt);
  const challenge = makeChallenge(verifier);
  return { given: { username, password, salt, B: challenge.B }, challenge, verifier };
}

describe('a whole sign-in over our numbers', () => {
  it('arrives at the key at which the server arrives', () => {
    for (let done = 0; done < (long ? 200 : 2); done += 1) {
      const { given, challenge, verifier } = somebody();
      const { A, key } = prove(OurHelper, BigInteger, given);
      expect(key).toBe(sessionKey(A, challenge, verifier).toString('hex'));
    }
  });

  it('sends and derives what the library does over its own, from the same secret', () => {
    const secrets = [randomBytes(128).toString('hex'), '1', `${'0'.repeat(2)}${'f'.repeat(254)}`];
    for (const a of long
      ? [...secrets, ...Array.from({ length: 25 }, () => randomBytes(128).toString('hex'))]
      : secrets.slice(0, 1)) {
      const given = { ...somebody().given, a };
      expect(prove(OurHelper, BigInteger, given)).toEqual(prove(TheirHelper, TheirInteger, given));
    }
  });

  it('sends and derives with its short secret what the library does with the same over its own numbers', () => {
    for (let done = 0; done < (long ? 100 : 1); done += 1) {
      const { given, challenge, verifier } = somebody();
      const a = new ShippedHelper('AbC123xyz').smallAValue.toString(16);
      const ours = prove(OurHelper, BigInteger, { ...given, a });
      expect(ours).toEqual(prove(TheirHelper, TheirInteger, { ...given, a }));
      expect(ours.key).toBe(sessionKey(ours.A, challenge, verifier).toString('hex'));
    }
  });

  it('has a secret of 256 random bits behind a leading one, another each time', () => {
    const secrets = Array.from({ length: 20 }, () => new ShippedHelper('AbC123xyz').smallAValue.toString(16));
    for (const secret of secrets) expect(secret).toMatch(/^1[0-9a-f]{64}$/);
    expect(new Set(secrets).size).toBe(20);
  });
});
