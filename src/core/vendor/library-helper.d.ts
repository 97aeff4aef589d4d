declare module 'amazon-cognito-identity-js/src/AuthenticationHelper.js' {
  import type BigInteger from './big-integer.ts';

  /** SRP's numbers, with their names of RFC 5054 if it has one. */
  export default class AuthenticationHelper {
    constructor(poolName: string);
    smallAValue: BigInteger;
    largeAValue: BigInteger;
    generateRandomSmallA(): BigInteger;
    getPasswordAuthenticationKey(
      username: string,
      password: string,
      serverBValue: BigInteger,
      salt: BigInteger,
      callback: (error: Error | null, key: Uint8Array) => void,
    ): void;
  }
}
