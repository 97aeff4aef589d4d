/** Replaces parts of libraries that are imported or set up, but never used here. */

/** The export of js-cookie and isomorphic-unfetch, and the sign-in library's storage: it is given another one. */
export default undefined;

/** The sign-in library's name for itself. Only its own HTTP client would send it. */
export const appendToCognitoUserAgent = undefined;

/** The default cache of `fromCognitoIdentityPool`. */
export function localStorage(): never {
  throw new Error('Identity ids are kept in the cache that is passed');
}
