/** The computations of a sign-in by each contender: the client's number, and the key that proves the password. */

import TheirHelper from 'amazon-cognito-identity-js/es/AuthenticationHelper.js';
import TheirBigInteger from 'amazon-cognito-identity-js/es/BigInteger.js';
import AmplifysBigInteger from 'amplify-srp/BigInteger/BigInteger.mjs';
import { getAuthenticationHelper } from 'amplify-srp/getAuthenticationHelper.mjs';
import OurHelper from '../../../src/core/vendor/authentication-helper.ts';
import OurBigInteger from '../../../src/core/vendor/big-integer.ts';
import { serve } from './serve.ts';
import { type Proof, password, poolName, salt, username } from './sign-in-cases.ts';

const hex = (bytes: Iterable<number>) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

type Numbers<N> = new (text: string, radix: 16) => N;
type Helper<N> = new (
  poolName: string,
) => {
  largeAValue: { toString(radix: 16): string };
  getPasswordAuthenticationKey(
    ...input: [string, string, N, N, (error: unknown, key: Uint8Array) => void]
  ): void;
};

/** A new helper for each sign-in, as the library does it. */
const byLibrary =
  <N>(Helper: Helper<N>, BigInteger: Numbers<N>, B: string) =>
  async () => {
    const helper = new Helper(poolName);
    const key = await new Promise<Uint8Array>((resolve, reject) =>
      helper.getPasswordAuthenticationKey(
        username,
        password,
        new BigInteger(B, 16),
        new BigInteger(salt, 16),
        (error, bytes) => (error ? reject(error) : resolve(bytes)),
      ),
    );
    return JSON.stringify({ A: helper.largeAValue.toString(16), key: hex(key) } satisfies Proof);
  };

const byAmplify = (B: string) => async () => {
  const helper = await getAuthenticationHelper(poolName);
  const key = await helper.getPasswordAuthenticationKey({
    username,
    password,
    serverBValue: new AmplifysBigInteger(B, 16),
    salt: new AmplifysBigInteger(salt, 16),
  });
  return JSON.stringify({ A: helper.A.toString(16), key: hex(key) } satisfies Proof);
};

/** The server's number, hex: put in when this is bundled. */
declare const SERVER_NUMBER: string;

serve({
  'sign-in': {
    countersign: byLibrary(OurHelper, OurBigInteger, SERVER_NUMBER),
    'amazon-cognito-identity-js': byLibrary(TheirHelper, TheirBigInteger, SERVER_NUMBER),
    'aws-amplify': byAmplify(SERVER_NUMBER),
  },
});
