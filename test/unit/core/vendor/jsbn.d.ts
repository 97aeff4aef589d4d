/** The library's own modules, which have no types: here only to be compared with. */
declare module 'amazon-cognito-identity-js/es/BigInteger.js' {
  export default class Jsbn {
    constructor(text: string, radix: 16);
    toString(radix: 16): string;
    negate(): Jsbn;
    abs(): Jsbn;
    compareTo(other: Jsbn): number;
    mod(modulus: Jsbn): Jsbn;
    equals(other: Jsbn): boolean;
    add(other: Jsbn): Jsbn;
    subtract(other: Jsbn): Jsbn;
    multiply(other: Jsbn): Jsbn;
    modPow(exponent: Jsbn, modulus: Jsbn, callback: (error: unknown, power: Jsbn) => void): Jsbn;
  }
}

declare module 'amazon-cognito-identity-js/es/AuthenticationHelper.js' {
  export default class AuthenticationHelper {
    constructor(poolName: string);
    N: unknown;
    g: unknown;
    k: unknown;
    smallAValue: object;
    largeAValue: { toString(radix: 16): string };
    calculateA(a: object, callback: (error: unknown, A: { toString(radix: 16): string }) => void): void;
    getPasswordAuthenticationKey(
      username: string,
      password: string,
      serverNumber: unknown,
      salt: unknown,
      callback: (error: unknown, key: Uint8Array) => void,
    ): void;
    padHex(value: unknown): string;
  }
}
